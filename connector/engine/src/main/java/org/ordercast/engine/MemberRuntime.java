package org.ordercast.engine;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.ordercast.engine.care.LogCare;
import org.ordercast.engine.driver.EventLoop;
import org.ordercast.engine.driver.KeyWatch;
import org.ordercast.engine.driver.LogFetches;
import org.ordercast.engine.driver.LogUpkeep;
import org.ordercast.engine.driver.Logs;
import org.ordercast.engine.driver.LoopSignals;
import org.ordercast.engine.driver.MemberEvents;
import org.ordercast.engine.driver.MemberParts;
import org.ordercast.engine.driver.NoLogs;
import org.ordercast.engine.driver.OpenLog;
import org.ordercast.engine.driver.Publications;
import org.ordercast.engine.frame.FrameHeader;
import org.ordercast.engine.frame.FramePool;
import org.ordercast.engine.keys.KeySource;
import org.ordercast.engine.link.LinkSealing;
import org.ordercast.engine.link.LogExchange;
import org.ordercast.engine.link.RemoteLogs;
import org.ordercast.engine.log.MemberLog;
import org.ordercast.engine.log.disk.DiskLog;
import org.ordercast.engine.member.MemberProtocol;
import org.ordercast.engine.membership.MemberIdentity;
import org.ordercast.engine.protocol.Counters;
import org.ordercast.engine.security.CipherSuite;
import org.ordercast.engine.security.GroupSeal;
import org.ordercast.engine.security.KeyRing;
import org.ordercast.engine.security.NonceCounter;
import org.ordercast.engine.security.PlainGate;
import org.ordercast.engine.transport.DatagramTransport;
import org.ordercast.engine.transport.EndpointAddresses;
import org.ordercast.engine.transport.GroupNetwork;
import org.ordercast.engine.transport.LossyDatagrams;

/** Puts a member together: its sockets, log and publications around its protocol, and the event loop that runs it. */
final class MemberRuntime implements Member {

    private final GroupSettings settings;
    private final Counters counters;
    private final Publications publications;
    private final MemberLog log;
    private final EventLoop loop;

    private MemberRuntime(
            GroupSettings settings, Counters counters, Publications publications, MemberLog log, EventLoop loop) {
        this.settings = settings;
        this.counters = counters;
        this.publications = publications;
        this.log = log;
        this.loop = loop;
    }

    static Member start(GroupSettings given) throws IOException {
        Opened opened = new Opened();
        try {
            return start(given, opened);
        } catch (IOException | RuntimeException | Error e) {
            opened.closeAfter(e);
            throw e;
        }
    }

    private static Member start(GroupSettings given, Opened opened) throws IOException {
        SecureRandom random = new SecureRandom();
        long incarnation = incarnation(random);
        KeySource keySource = KeySource.open(given);
        GroupNetwork network = GroupNetwork.resolve(given);
        OpenLog openLog = opened.add(Logs.open(given, incarnation, random));
        String memberId = openLog.memberId();
        String name = "group '" + given.group() + "', member '" + memberId + "'";
        String threadName = "ordercast-" + given.group() + "-" + memberId;
        MemberEvents events = new MemberEvents(name);
        Counters counters = new Counters();
        if (!given.isSealed() && !network.networkInterface().isLoopback()) {
            events.warning("allowUnsealed: datagrams are neither encrypted nor authenticated on "
                    + network.networkInterface().getName() + "; set a group key to have them sealed");
        }
        MemberSockets sockets = opened.add(MemberSockets.open(network, given, counters, events::warning));
        LoopSignals signals = new LoopSignals(sockets.datagrams()::wakeUp);
        GroupSettings settings = filledIn(given, openLog, network, sockets.datagrams());
        MemberLog log = opened.add(openLog.start(settings, threadName, signals, events));
        DatagramTransport transport = withLoss(settings, sockets.datagrams(), counters, events);
        Publications publications =
                new Publications(name, settings, () -> obstacle(log), () -> signals.raise(LoopSignals.PUBLICATIONS));
        long groupId = FrameHeader.groupId(settings.group());
        Optional<GroupSeal> seal = keySource
                .keys()
                .map(keys -> new GroupSeal(
                        CipherSuite.of(settings.cipher()),
                        keys,
                        groupId,
                        incarnation,
                        NonceCounter.startingAt(System.currentTimeMillis()),
                        counters,
                        events));
        Optional<AtomicReference<KeyRing>> ring = keySource.keys().map(AtomicReference::new);
        LinkSealing sealing = ring.map(keys -> LinkSealing.with(CipherSuite.of(settings.cipher()), keys::get))
                .orElseGet(LinkSealing::none);
        LogFetches fetches = sockets.logServer() == null || !(log instanceof DiskLog disk)
                ? new NoLogs(signals)
                : LogExchange.start(
                        sockets.logServer(),
                        threadName,
                        groupId,
                        sealing,
                        sequence -> Optional.of(new ServedRecords(disk.openReader(sequence))),
                        sockets.addresses()::of,
                        () -> signals.raise(LoopSignals.FETCHED),
                        events::warning);
        LogUpkeep upkeep = log instanceof DiskLog disk
                ? new LogCare(
                        threadName + "-care",
                        disk,
                        memberId,
                        // Addresses of its own, for it has a thread of its own.
                        new RemoteLogs(groupId, sealing, new EndpointAddresses(network)::of),
                        events::warning)
                : LogUpkeep.NONE;
        MemberProtocol protocol = new MemberProtocol(
                settings,
                new MemberIdentity(settings.memberId(), incarnation, transport.endpoint()),
                transport.maxDatagramSize() - (seal.isPresent() ? GroupSeal.OVERHEAD : 0),
                new SplittableRandom(random.nextLong()),
                new FramePool(ByteBuffer::allocateDirect),
                seal.map(GroupSeal::gate).orElseGet(() -> new PlainGate(groupId, counters, events)),
                seal.map(present -> present.sealing(transport)).orElse(transport),
                publications,
                log,
                fetches,
                events,
                counters);
        KeyWatch keyWatch = keySource
                .file()
                .flatMap(file -> seal.map(present -> KeyWatch.of(
                        file,
                        threadName + "-keys",
                        keys -> {
                            ring.ifPresent(current -> current.set(keys));
                            present.use(keys);
                        },
                        () -> signals.raise(LoopSignals.KEYS),
                        events)))
                .orElseGet(() -> KeyWatch.none(events));
        EventLoop loop = new EventLoop(
                threadName,
                new MemberParts(name, signals, transport, keyWatch, publications, log, fetches, upkeep, events),
                protocol);
        keyWatch.start();
        upkeep.start();
        loop.start();
        return new MemberRuntime(settings, counters, publications, log, loop);
    }

    @Override
    public GroupSettings settings() {
        return settings;
    }

    @Override
    public List<CompletableFuture<Place>> publish(
            List<byte[]> payloads, Acknowledgement acknowledgement, Duration timeout) throws InterruptedException {
        return publications.publish(payloads, acknowledgement, patience(timeout));
    }

    @Override
    public CompletableFuture<Place> publish(byte[] payload, Acknowledgement acknowledgement, Duration timeout)
            throws InterruptedException {
        return publications.publish(payload, acknowledgement, patience(timeout));
    }

    /** On the member's own thread nothing makes room while it waits. */
    private long patience(Duration timeout) {
        return loop.isCurrentThread() ? 0 : TimeUnit.NANOSECONDS.convert(timeout);
    }

    @Override
    public Cursor openCursor() {
        return log.openCursor();
    }

    @Override
    public Cursor openCursor(long after) {
        return log.openCursor(after);
    }

    @Override
    public GroupSnapshot snapshot() {
        return loop.snapshot();
    }

    @Override
    public Map<Counter, Long> counters() {
        return counters.snapshot();
    }

    @Override
    public LogSnapshot logSnapshot() {
        return log.snapshot();
    }

    @Override
    public void addLogListener(LogListener listener) {
        log.addListener(listener);
    }

    @Override
    public void removeLogListener(LogListener listener) {
        log.removeListener(listener);
    }

    @Override
    public void close() {
        loop.close();
    }

    @Override
    public String toString() {
        return "member '" + settings.memberId() + "' of group '" + settings.group() + "'";
    }

    private static DatagramTransport withLoss(
            GroupSettings settings, DatagramTransport sockets, Counters counters, MemberEvents events) {
        if (settings.simulatedLoss() == 0) {
            return sockets;
        }
        events.warning("simulatedLoss: " + settings.simulatedLoss()
                + " of the datagrams that arrive are dropped on purpose; set it to 0 in production");
        return new LossyDatagrams(sockets, settings.simulatedLoss(), new SplittableRandom(), counters);
    }

    /** What keeps this member from having messages ordered, if it is its log. */
    private static Optional<String> obstacle(MemberLog log) {
        return log.snapshot().alarms().stream()
                .filter(alarm -> alarm.kind() == LogAlarm.Kind.DISK_FULL || alarm.kind() == LogAlarm.Kind.NOT_WRITABLE)
                .findFirst()
                .map(alarm -> alarm.text() + " (" + alarm.freeBytes() + " bytes are free, and " + alarm.missingBytes()
                        + " wait to be written)");
    }

    private static long incarnation(SecureRandom random) {
        long incarnation = random.nextLong();
        return incarnation == 0 ? 1 : incarnation;
    }

    private static GroupSettings filledIn(
            GroupSettings given, OpenLog log, GroupNetwork network, DatagramTransport sockets) {
        return new GroupSettings(
                given.group(),
                log.memberId(),
                given.groupAddress(),
                given.port(),
                network.networkInterface().getName(),
                sockets.endpoint().port(),
                network.timeToLive(),
                sockets.maxDatagramSize(),
                given.receiveBuffer(),
                given.sendBuffer(),
                given.nativeTransport(),
                given.sequencer(),
                given.discoveryTime(),
                given.memberTimeout(),
                given.maxMessageSize(),
                given.windowSize(),
                given.publishBuffer(),
                given.logMemory(),
                given.repairRate(),
                given.directThreshold(),
                given.simulatedLoss(),
                given.groupKey(),
                given.groupKeyFile(),
                given.keyStore(),
                given.keyStoreType(),
                given.keyStorePassword(),
                given.keyAlias(),
                given.cipher(),
                given.allowUnsealed(),
                given.storage().in(log.root()));
    }
}
