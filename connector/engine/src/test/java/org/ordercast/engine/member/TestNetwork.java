package org.ordercast.engine.member;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
import org.ordercast.engine.GroupSettingsBuilder;
import org.ordercast.engine.MemberState;
import org.ordercast.engine.frame.FrameType;
import org.ordercast.engine.log.LogRecord;

/**
 * A few members on a network without delay, driven by hand: time goes from timer to timer. A test may lose datagrams by
 * sender, receiver and type.
 */
public final class TestNetwork {

    /** The group of all members here. */
    public static final String GROUP = "test";

    /** Far more than anything here needs; a protocol that never rests ends the test. */
    private static final int MAX_STEPS = 1_000_000;

    private static final int MAX_SEEN = 5_000;

    /** Decides which datagrams are lost. */
    public interface Loss {

        /**
         * Whether a datagram is lost on its way to one receiver.
         *
         * @param from the sender
         * @param to the receiver
         * @param type what it is
         * @param unicast whether it was sent to that receiver alone
         * @return true if it is lost
         */
        boolean loses(TestMember from, TestMember to, FrameType type, boolean unicast);
    }

    private record InFlight(TestMember from, TestMember to, ByteBuffer datagram, boolean unicast) {}

    private final List<TestMember> members = new ArrayList<>();
    private final Deque<InFlight> inFlight = new ArrayDeque<>();
    private final List<ByteBuffer> seen = new ArrayList<>();
    private Loss loss = (from, to, type, unicast) -> false;
    private long now = Duration.ofHours(1).toNanos();
    private boolean servesLogs;

    /** Creates a network without members. */
    public TestNetwork() {}

    /**
     * Starts a member.
     *
     * @param id its id
     * @param incarnation its life
     * @return the member
     */
    public TestMember start(String id, int incarnation) {
        return start(id, incarnation, settings -> settings);
    }

    /**
     * Starts a member.
     *
     * @param id its id
     * @param incarnation its life
     * @param change changes the settings
     * @return the member
     */
    public TestMember start(String id, int incarnation, UnaryOperator<GroupSettingsBuilder> change) {
        TestMember member = new TestMember(id, incarnation, change);
        members.add(member);
        member.protocol().start(now);
        return member;
    }

    /**
     * Starts members one after the other, each once the one before is in the group.
     *
     * @param ids their ids; their incarnations are 1, 2, 3 …
     * @return the members, the sequencer first
     */
    public List<TestMember> group(String... ids) {
        return group(settings -> settings, ids);
    }

    /**
     * Starts members one after the other, each once the one before is in the group.
     *
     * @param change changes the settings of each
     * @param ids their ids; their incarnations are 1, 2, 3 …
     * @return the members, the sequencer first
     */
    public List<TestMember> group(UnaryOperator<GroupSettingsBuilder> change, String... ids) {
        List<TestMember> group = new ArrayList<>();
        for (String id : ids) {
            TestMember member = start(id, group.size() + 1, change);
            group.add(member);
            runUntil(() -> member.state() == MemberState.SEQUENCING || member.state() == MemberState.FOLLOWING);
        }
        return group;
    }

    /** Lets members read each other's logs from now on; before, there is nothing to be had from them. */
    public void serveLogs() {
        servesLogs = true;
        members.forEach(member -> member.log().serve());
    }

    /**
     * Starts a member that had a life before.
     *
     * @param before its life before
     * @param incarnation its new life
     * @param complete whether its log has lost nothing
     * @return the member in its new life
     */
    public TestMember restart(TestMember before, int incarnation, boolean complete) {
        return restart(before, incarnation, new TestLog(before.log().kept(), complete));
    }

    /**
     * Starts a member again whose log is damaged where it says how it ends.
     *
     * @param before the member
     * @param incarnation its new life
     * @return the member in its new life
     */
    public TestMember restartDamaged(TestMember before, int incarnation) {
        TestLog log = new TestLog(before.log().kept(), false);
        log.setWhole(false);
        return restart(before, incarnation, log);
    }

    private TestMember restart(TestMember before, int incarnation, TestLog log) {
        remove(before);
        log.serve();
        TestMember member = new TestMember(before.identity().id(), incarnation, settings -> settings, log);
        members.add(member);
        member.protocol().start(now);
        return member;
    }

    /**
     * Takes a member off the network, as a crash would.
     *
     * @param member the member
     */
    public void remove(TestMember member) {
        members.remove(member);
    }

    /**
     * Brings a member back onto the network.
     *
     * @param member the member
     */
    public void add(TestMember member) {
        members.add(member);
    }

    /**
     * Loses datagrams from now on.
     *
     * @param newLoss which ones
     */
    public void lose(Loss newLoss) {
        this.loss = newLoss;
    }

    /**
     * Loses what a member sends and what is sent to it, and nothing else, from now on.
     *
     * @param member the member
     */
    public void isolate(TestMember member) {
        lose((from, to, type, unicast) -> from == member || to == member);
    }

    /** Loses nothing from now on. */
    public void loseNothing() {
        this.loss = (from, to, type, unicast) -> false;
    }

    /**
     * The time.
     *
     * @return the time in nanoseconds
     */
    public long now() {
        return now;
    }

    /**
     * What was sent, as long as it is not very much.
     *
     * @return the first datagrams that were sent, up to {@value #MAX_SEEN}
     */
    public List<ByteBuffer> seen() {
        return seen;
    }

    /**
     * Lets time go by.
     *
     * @param time how much
     */
    public void run(Duration time) {
        long end = now + time.toNanos();
        runUntil(end, () -> false);
        now = end;
    }

    /**
     * Lets time go by until something holds.
     *
     * @param condition what to wait for
     */
    public void runUntil(BooleanSupplier condition) {
        if (!runUntil(now + Duration.ofMinutes(2).toNanos(), condition)) {
            throw new AssertionError("did not come in two minutes; members: " + members);
        }
    }

    /**
     * Lets time go by until messages have come as far as was asked, or failed.
     *
     * @param messages the messages
     */
    public void runUntilComplete(List<TestPublication> messages) {
        runUntil(() -> messages.stream().noneMatch(TestPublication::isOpen));
    }

    /**
     * Asserts that members have the same messages in the same order.
     *
     * @param members the members
     */
    public static void assertSameOrder(List<TestMember> members) {
        for (TestMember member : members) {
            assertThat(member.log().lines()).isEqualTo(members.get(0).log().lines());
            assertThat(member.snapshot().digest())
                    .isEqualTo(members.get(0).snapshot().digest());
        }
    }

    /**
     * Asserts that members, and their logs, have one order up to now, whichever part of it each of them holds.
     *
     * @param members the members
     */
    public static void assertSameDigests(TestMember... members) {
        for (TestMember member : members) {
            assertThat(member.snapshot().digest())
                    .as(member.toString())
                    .isEqualTo(members[0].snapshot().digest());
            assertThat(member.log().state().digest())
                    .isEqualTo(members[0].log().state().digest());
        }
    }

    private boolean runUntil(long end, BooleanSupplier condition) {
        for (int step = 0; step < MAX_STEPS; step++) {
            members.forEach(this::turn);
            if (condition.getAsBoolean()) {
                return true;
            }
            if (!inFlight.isEmpty()) {
                deliver();
                continue;
            }
            long next = members.stream()
                    .mapToLong(member -> member.protocol().nextTimer())
                    .min()
                    .orElse(end);
            if (next > end) {
                return false;
            }
            now = Math.max(now, next);
        }
        throw new AssertionError("the members do not rest: " + members);
    }

    private void turn(TestMember member) {
        serve(member);
        member.protocol().onTurnEnd(now);
        for (RecordingSender.Sent sent : member.sender().take()) {
            if (seen.size() < MAX_SEEN) {
                seen.add(sent.datagram());
            }
            for (TestMember to : members) {
                boolean addressed = sent.to().isEmpty()
                        || sent.to().get().equals(to.identity().endpoint());
                if (addressed && !loss.loses(member, to, sent.type(), sent.to().isPresent())) {
                    inFlight.add(
                            new InFlight(member, to, sent.datagram(), sent.to().isPresent()));
                }
            }
        }
    }

    /** Gives a member what it asked for from another one's log, if logs can be read, and that one can be reached. */
    private void serve(TestMember reader) {
        TestFetcher.Request request = reader.fetcher().request();
        if (request == null) {
            return;
        }
        Optional<TestMember> source = members.stream()
                .filter(member -> member.identity().endpoint().equals(request.from()))
                .filter(member -> servesLogs)
                .findFirst();
        for (LogRecord record : source.map(member -> member.log().kept().from(request.sequence()))
                .orElse(List.of())) {
            if (request.equals(reader.fetcher().request())) {
                reader.protocol().onFetched(record, now);
            }
        }
        if (request.equals(reader.fetcher().request())) {
            reader.fetcher().stop();
            reader.protocol().onFetchEnded(source.isPresent() || !servesLogs, now);
        }
    }

    private void deliver() {
        while (!inFlight.isEmpty()) {
            InFlight next = inFlight.poll();
            if (members.contains(next.to)) {
                next.to.receive(next.datagram.duplicate(), now);
            }
        }
    }
}
