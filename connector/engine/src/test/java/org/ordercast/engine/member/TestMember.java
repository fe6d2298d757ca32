package org.ordercast.engine.member;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.ordercast.engine.Acknowledgement;
import org.ordercast.engine.Counter;
import org.ordercast.engine.GroupSettings;
import org.ordercast.engine.GroupSettingsBuilder;
import org.ordercast.engine.GroupSnapshot;
import org.ordercast.engine.MemberState;
import org.ordercast.engine.frame.FrameHeader;
import org.ordercast.engine.frame.FramePool;
import org.ordercast.engine.keys.KeyText;
import org.ordercast.engine.membership.Endpoint;
import org.ordercast.engine.membership.MemberIdentity;
import org.ordercast.engine.protocol.Counters;
import org.ordercast.engine.protocol.DatagramSender;
import org.ordercast.engine.protocol.FrameGate;
import org.ordercast.engine.security.CipherSuite;
import org.ordercast.engine.security.GroupSeal;
import org.ordercast.engine.security.NonceCounter;
import org.ordercast.engine.security.PlainGate;

/** The real protocol of one member, between a recorded network, a recorded log and a queue that a test fills. */
public final class TestMember {

    /** When every member's clock says that its life began, in milliseconds since 1970. */
    private static final long CLOCK = 1_700_000_000_000L;

    private final MemberIdentity identity;
    private final GroupSeal seal;
    private final MemberProtocol protocol;
    private final RecordingSender sender = new RecordingSender();
    private final TestQueue queue = new TestQueue();
    private final TestLog log;
    private final TestFetcher fetcher = new TestFetcher();
    private final TestEvents events = new TestEvents();
    private final Counters counters = new Counters();

    /**
     * Creates a member that is not started.
     *
     * @param id its id
     * @param incarnation its life; also seeds its random delays and names its endpoint
     * @param change changes the settings
     */
    public TestMember(String id, int incarnation, UnaryOperator<GroupSettingsBuilder> change) {
        this(id, incarnation, change, new TestLog());
    }

    /**
     * Creates a member that is not started, and may have had a life before.
     *
     * @param id its id
     * @param incarnation its life; also seeds its random delays and names its endpoint
     * @param change changes the settings
     * @param log its log
     */
    public TestMember(String id, int incarnation, UnaryOperator<GroupSettingsBuilder> change, TestLog log) {
        this.log = log;
        this.identity = identity(id, incarnation);
        GroupSettings settings = change.apply(
                        GroupSettings.builder().group(TestNetwork.GROUP).memberId(id))
                .build();
        long groupId = FrameHeader.groupId(settings.group());
        int datagram = settings.maxDatagramSize() == 0 ? 1472 : settings.maxDatagramSize();
        this.seal = settings.isSealed()
                ? new GroupSeal(
                        CipherSuite.of(settings.cipher()),
                        KeyText.parse("groupKey", settings.groupKey().value()),
                        groupId,
                        incarnation,
                        NonceCounter.startingAt(CLOCK),
                        counters,
                        events)
                : null;
        FrameGate gate = seal == null ? new PlainGate(groupId, counters, events) : seal.gate();
        DatagramSender outgoing = seal == null ? sender : seal.sealing(sender);
        this.protocol = new MemberProtocol(
                settings,
                identity,
                seal == null ? datagram : datagram - GroupSeal.OVERHEAD,
                new Random(incarnation),
                new FramePool(ByteBuffer::allocate),
                gate,
                outgoing,
                queue,
                log,
                fetcher,
                events,
                counters);
    }

    /**
     * The identity that a test member has.
     *
     * @param id its id
     * @param incarnation its life
     * @return the identity
     */
    public static MemberIdentity identity(String id, int incarnation) {
        return new MemberIdentity(id, incarnation, Endpoint.ipv4(0x7f000001, 20_000 + incarnation));
    }

    /**
     * Lets a message wait to be published.
     *
     * @param text the payload
     * @return the message
     */
    public TestPublication publish(String text) {
        TestPublication message = new TestPublication(text);
        queue.add(message);
        return message;
    }

    /**
     * Lets a message wait to be published.
     *
     * @param bytes how long it is
     * @param acknowledgement how far it must come
     * @return the message
     */
    public TestPublication publish(int bytes, Acknowledgement acknowledgement) {
        TestPublication message = new TestPublication(new byte[bytes], acknowledgement);
        queue.add(message);
        return message;
    }

    /**
     * Does what is due up to a time, as a driver would; fails where this member never rests.
     *
     * @param until the time
     * @return the time
     */
    public long rest(long until) {
        for (int turn = 0; turn < 10_000; turn++) {
            long next = protocol.nextTimer();
            if (turn > 0 && next > until) {
                return until;
            }
            protocol.onTurnEnd(turn == 0 ? until - 500_000 : Math.max(next, until - 500_000));
            sender.take();
        }
        throw new AssertionError("never rests: " + this);
    }

    /**
     * Hands over a datagram.
     *
     * @param datagram the datagram
     * @param now the time
     */
    public void receive(ByteBuffer datagram, long now) {
        protocol.onDatagram(datagram, now);
    }

    /**
     * Changes the keys of a member that was started with a group key.
     *
     * @param keys the keys, as the setting {@code groupKey} has them
     */
    public void useKeys(String keys) {
        seal.use(KeyText.parse("groupKey", keys));
    }

    /**
     * Who it is.
     *
     * @return the identity
     */
    public MemberIdentity identity() {
        return identity;
    }

    /**
     * The member under test.
     *
     * @return its protocol
     */
    public MemberProtocol protocol() {
        return protocol;
    }

    /**
     * What it has sent.
     *
     * @return the sender that records it
     */
    public RecordingSender sender() {
        return sender;
    }

    /**
     * Its log.
     *
     * @return the log
     */
    public TestLog log() {
        return log;
    }

    /**
     * What it asks for from other members' logs.
     *
     * @return the fetcher that notes it
     */
    public TestFetcher fetcher() {
        return fetcher;
    }

    /**
     * What its operator was told.
     *
     * @return one line for each event
     */
    public List<String> events() {
        return events.lines();
    }

    /**
     * Reads a counter.
     *
     * @param counter which
     * @return its value
     */
    public long count(Counter counter) {
        return counters.get(counter);
    }

    /**
     * All its counters.
     *
     * @return the counters
     */
    public Counters counters() {
        return counters;
    }

    /**
     * What it knows.
     *
     * @return a snapshot
     */
    public GroupSnapshot snapshot() {
        return protocol.snapshot();
    }

    /**
     * What it is doing.
     *
     * @return its state
     */
    public MemberState state() {
        return snapshot().state();
    }

    /**
     * The ids of the members of its view.
     *
     * @return the ids, in the order in which they joined
     */
    public List<String> view() {
        return snapshot().members().stream().map(GroupSnapshot.ViewMember::id).toList();
    }

    @Override
    public String toString() {
        return identity.id() + " " + state();
    }
}
