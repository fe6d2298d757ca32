package org.ordercast.engine.simulation;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.ordercast.engine.Acknowledgement;
import org.ordercast.engine.GroupSettings;
import org.ordercast.engine.GroupSnapshot;
import org.ordercast.engine.MemberState;
import org.ordercast.engine.frame.FrameHeader;
import org.ordercast.engine.frame.FramePool;
import org.ordercast.engine.log.LogRecord;
import org.ordercast.engine.log.segment.ProcessDeath;
import org.ordercast.engine.member.MemberProtocol;
import org.ordercast.engine.membership.Endpoint;
import org.ordercast.engine.membership.MemberIdentity;
import org.ordercast.engine.protocol.Counters;
import org.ordercast.engine.protocol.ProtocolEvents;
import org.ordercast.engine.security.CipherSuite;
import org.ordercast.engine.security.GroupSeal;
import org.ordercast.engine.security.KeyRing;
import org.ordercast.engine.security.NonceCounter;
import org.ordercast.engine.security.PlainGate;

/**
 * One life of a member: the real protocol, driven as its contract asks, turn by turn. A turn reads some datagrams, lets
 * it know of room in the log, ends, which is when timers go off and publications are taken, and has the checker look.
 */
final class MemberLife {

    private static final long NEVER = Long.MAX_VALUE;
    private static final long TURN_TIME = TimeUnit.MICROSECONDS.toNanos(2);
    private static final long LONGEST_WAKE_UP = TimeUnit.MICROSECONDS.toNanos(1_000);
    private static final int MOST_DATAGRAMS_A_TURN = 32;

    private final SimulatedGroup group;
    private final Timeline timeline;
    private final Dice dice;
    private final MemberIdentity identity;
    private final SimulatedNetwork.Socket socket;
    private final ReceiveBuffer received;
    private final SimulatedPublications publications;
    private final LifeLog log;
    private final Counters counters = new Counters();
    private final MonotonicClock clock;
    private final TimerPace timerPace;
    private final GroupSeal seal;
    private final SimulatedMember member;
    private final RecordLink link;
    private final MemberProtocol protocol;
    private final ForgeryCheck forgeries;
    private boolean over;
    private boolean leaving;
    private boolean hasJoined;
    private boolean roomReturned;
    private long standsStillUntil;
    private long plannedTurn = NEVER;
    private long turnEnded;
    private MemberState state = MemberState.DISCOVERING;

    /**
     * Prepares a life, from what is on the member's disk, if it has one; {@link #begin} begins it.
     *
     * @throws IOException if the log cannot be opened now
     */
    MemberLife(SimulatedGroup group, SimulatedMember member, Endpoint endpoint) throws IOException {
        this.group = group;
        this.member = member;
        timeline = group.timeline();
        dice = group.dice().split();
        identity = new MemberIdentity(member.id(), dice.between(1, Long.MAX_VALUE - 1), endpoint);
        clock = new MonotonicClock(timeline, dice);
        RunPlan plan = group.plan();
        GroupSettings settings = plan.settings(group.name(), member.id());
        received = new ReceiveBuffer(plan.receiveBuffer, dice.split());
        publications =
                new SimulatedPublications(identity, group.checker(), settings.publishBuffer(), plan.mostOnTheWay());
        timerPace = new TimerPace(member.id());
        log = openLog();
        socket = group.network().open(member.host(), endpoint, this::arrived);
        group.checker().started(identity);
        if (member.disk() != null) {
            group.checker().resumed(identity, log.state(), member.disk().isDamaged());
        }
        Events events = new Events();
        long groupId = FrameHeader.groupId(settings.group());
        seal = settings.isSealed()
                ? new GroupSeal(
                        CipherSuite.of(settings.cipher()),
                        group.keys().newest(),
                        groupId,
                        identity.incarnation(),
                        NonceCounter.startingAt(member.wallClock().millis()),
                        counters,
                        events)
                : null;
        int frameSize = seal == null ? plan.maxDatagramSize : plan.maxDatagramSize - GroupSeal.OVERHEAD;
        Runnable onNews = () -> planTurn(timeline.now());
        link = member.disk() == null ? new EmptyLink(onNews) : new LogLink(group, member.host(), dice.split(), onNews);
        protocol = new MemberProtocol(
                settings,
                identity,
                frameSize,
                dice.split().generator(),
                new FramePool(ByteBuffer::allocate),
                seal == null ? new PlainGate(groupId, counters, events) : seal.gate(),
                new OutgoingCheck(
                        identity,
                        seal == null
                                ? socket
                                : new LeakedFrames(
                                        group.network().history(),
                                        seal.sealing(new SealCheck(identity, group.checker(), socket))),
                        frameSize,
                        new RepairPace(member.id(), plan.repairRate, frameSize),
                        timeline),
                publications,
                log,
                link,
                events,
                counters);
        forgeries = seal == null ? null : new ForgeryCheck(identity, protocol, log, counters, group.network());
    }

    private LifeLog openLog() throws IOException {
        Runnable written = () -> planTurn(timeline.now());
        return member.disk() == null
                ? new VolatileLog(group, identity, dice.split(), written, this::roomReturned)
                : new PersistentLog(
                        group,
                        identity,
                        member.disk(),
                        member.host(),
                        dice.split(),
                        this::process,
                        written,
                        this::roomReturned,
                        warning -> tell("warns: " + warning));
    }

    /** Begins the life. */
    void begin() {
        tell("starts as " + identity);
        process(() -> {
            step("start", () -> protocol.start(clock.now()));
            endTurn();
        });
    }

    /** Runs something that happens in this process, which may die of it. */
    void process(Runnable action) {
        try {
            action.run();
        } catch (ProcessDeath death) {
            tell(death.getMessage());
            member.diedInChange();
        }
    }

    MemberIdentity identity() {
        return identity;
    }

    MemberState state() {
        return state;
    }

    SimulatedPublications publications() {
        return publications;
    }

    Counters counters() {
        return counters;
    }

    /** Whether this life has ever been in the view. */
    boolean hasJoined() {
        return hasJoined;
    }

    /** The log. */
    LifeLog log() {
        return log;
    }

    /** Whether the process stands still. */
    boolean standsStill() {
        return timeline.now() < standsStillUntil;
    }

    /** A publisher offers a message. Returns false if there is no room, or nobody is there to ask. */
    boolean publish(byte[] payload, Acknowledgement level) {
        if (over || standsStill() || !publications.offer(payload, level)) {
            return false;
        }
        planTurn(timeline.now());
        return true;
    }

    /** The operator gives the member other keys. */
    void useKeys(KeyRing keys) {
        tell("has the keys " + keys + " from now on");
        seal.use(keys);
    }

    /** The process stands still for a time, its clock with it or not: its socket still takes what fits. */
    void standStill(long duration, boolean clockToo) {
        tell((clockToo ? "is suspended with its machine for " : "stands still for ") + duration / 1_000 + " µs");
        if (clockToo && !standsStill()) {
            clock.stop();
        }
        standsStillUntil = Math.max(standsStillUntil, timeline.now() + duration);
    }

    /** The readers of the log stop for a time. */
    void stopReading(long duration) {
        tell("reads nothing for " + duration / 1_000 + " µs");
        log.stopReading(duration);
    }

    /** Every pause ends now. */
    void goOn() {
        standsStillUntil = 0;
        log.readOn();
        planTurn(timeline.now());
    }

    /** The process dies. */
    void crash() {
        tell("crashes");
        log.die();
        end();
    }

    /** The member leaves the group, then the process ends. */
    void leave() {
        tell("leaves");
        leaving = true;
        clock.goOn();
        step("leave", () -> protocol.leave(clock.now()));
        endTurn();
        log.close();
        end();
        if (state != MemberState.STOPPED || publications.openTaken() > 0) {
            throw new InvariantViolation(
                    Invariant.CONTRACT,
                    identity.id() + " left, is " + state + " and has " + publications.openTaken()
                            + " publications neither complete nor failed");
        }
    }

    private void end() {
        over = true;
        socket.close();
    }

    private void arrived(byte[] datagram) {
        if (!received.offer(datagram)) {
            tell("drops a datagram: its receive buffer is full");
        }
        planTurn(timeline.now());
    }

    private void roomReturned() {
        roomReturned = true;
        planTurn(timeline.now());
    }

    /** Plans a turn, unless one is planned sooner; never before the last one ended or the process goes on. */
    private void planTurn(long wanted) {
        long time = Math.max(wanted, Math.max(turnEnded, standsStillUntil));
        if (over || time >= plannedTurn) {
            return;
        }
        plannedTurn = time;
        timeline.at(time, () -> {
            if (!over && plannedTurn == time) {
                plannedTurn = NEVER;
                process(this::turn);
            }
        });
    }

    private void turn() {
        if (standsStill()) {
            planTurn(standsStillUntil);
            return;
        }
        clock.goOn();
        boolean onlyForTimer = received.isEmpty() && !roomReturned && !hasNews();
        int most = dice.between(1, MOST_DATAGRAMS_A_TURN);
        for (int i = 0; i < most && !received.isEmpty(); i++) {
            step("onDatagram", this::read);
        }
        if (onlyForTimer && protocol.nextTimer() <= clock.now()) {
            timerPace.wentOff(timeline.now());
        }
        if (roomReturned) {
            roomReturned = false;
            step("onLogRoom", () -> protocol.onLogRoom(clock.now()));
        }
        if (hasNews()) {
            readLink();
        }
        endTurn();
        log.failure().ifPresent(member::failed);
    }

    private void read() {
        Runnable reading = () -> received.read(this::readDatagram);
        if (forgeries == null) {
            reading.run();
        } else {
            forgeries.whileReading(received.peek(), reading);
        }
    }

    private void readDatagram(ByteBuffer datagram) {
        if (group.trace().isOn()) {
            tell("reads " + DatagramDescription.of(datagram));
        }
        protocol.onDatagram(datagram, clock.now());
    }

    private boolean hasNews() {
        return link.hasRecord() || link.hasEnded();
    }

    private void readLink() {
        int most = dice.between(1, MOST_DATAGRAMS_A_TURN);
        for (int i = 0; i < most && link.hasRecord() && log.hasRoom(); i++) {
            LogRecord record = link.takeRecord();
            if (group.trace().isOn()) {
                tell("fetches " + record);
            }
            step("onFetched", () -> protocol.onFetched(record, clock.now()));
        }
        if (link.hasEnded()) {
            boolean complete = link.takeEnd();
            tell("has its fetch end, complete " + complete);
            step("onFetchEnded", () -> protocol.onFetchEnded(complete, clock.now()));
        }
    }

    private void endTurn() {
        step("onTurnEnd", () -> protocol.onTurnEnd(clock.now()));
        observe();
        turnEnded = timeline.now() + TURN_TIME;
        log.turnEnded();
        planNextTurn();
    }

    private void planNextTurn() {
        if (!received.isEmpty() || (hasNews() && log.hasRoom())) {
            planTurn(turnEnded);
        }
        long timer = protocol.nextTimer();
        if (timer <= clock.now()) {
            planTurn(turnEnded);
        } else if (timer - clock.now() > 0 && timer - clock.now() < NEVER - timeline.now()) {
            planTurn(timeline.now() + (timer - clock.now()) + dice.between(0, LONGEST_WAKE_UP));
        }
    }

    private void step(String call, Runnable action) {
        try {
            action.run();
        } catch (InvariantViolation | ProcessDeath notOfTheProtocol) {
            throw notOfTheProtocol;
        } catch (RuntimeException | Error thrown) {
            throw new InvariantViolation(Invariant.NO_EXCEPTION, identity.id() + " in " + call + ": " + thrown, thrown);
        }
    }

    private void observe() {
        publications.checkAfterStep();
        if (member.disk() != null && group.plan().keepsAll() && publications.failed() > 0 && !leaving) {
            throw new InvariantViolation(
                    Invariant.NO_SILENT_LOSS,
                    identity.id() + " lives, and says of a publication: " + publications.lastFailure());
        }
        GroupSnapshot now = protocol.snapshot();
        state = now.state();
        hasJoined |= state == MemberState.FOLLOWING || state == MemberState.SEQUENCING;
        group.checker().says(identity, now);
    }

    private void tell(String what) {
        if (group.trace().isOn()) {
            group.trace().tell(timeline.now(), group.name() + "." + identity.id(), what);
        }
    }

    private final class Events implements ProtocolEvents {

        @Override
        public void stateChanged(MemberState from, MemberState to, String reason) {
            tell(from + " → " + to + ": " + reason);
            group.stateChanged(MemberLife.this, to, reason);
        }

        @Override
        public void viewChanged(long view, List<MemberIdentity> members) {
            tell("sees view " + view + ": "
                    + members.stream().map(MemberIdentity::id).toList());
        }

        @Override
        public void warning(String message) {
            tell("warns: " + message);
        }
    }
}
