package org.ordercast.benchmarks.micro;

import java.nio.ByteBuffer;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.ordercast.engine.Acknowledgement;
import org.ordercast.engine.Counter;
import org.ordercast.engine.GroupSettings;
import org.ordercast.engine.GroupSnapshot;
import org.ordercast.engine.frame.FrameHeader;
import org.ordercast.engine.frame.FramePool;
import org.ordercast.engine.log.MemoryLog;
import org.ordercast.engine.member.MemberProtocol;
import org.ordercast.engine.membership.Endpoint;
import org.ordercast.engine.membership.MemberIdentity;
import org.ordercast.engine.protocol.Counters;
import org.ordercast.engine.protocol.DatagramSender;
import org.ordercast.engine.protocol.LogFetcher;
import org.ordercast.engine.protocol.Publication;
import org.ordercast.engine.protocol.PublicationQueue;
import org.ordercast.engine.security.PlainGate;

/** A member of a pair: the real protocol, a log in memory that nobody reads, and messages that are all the same. */
final class PairedMember implements PublicationQueue, Publication, LogFetcher {

    /** What loopback's datagrams carry. */
    private static final int DATAGRAM = 65_507;

    private final byte[] payload;
    private final MemberProtocol protocol;
    private final Counters counters = new Counters();
    private int toPublish;
    private int toComplete;
    private boolean fetches;

    PairedMember(int number, byte[] payload, DatagramSender sender) {
        this.payload = payload;
        String id = "member-" + number;
        GroupSettings settings = GroupSettings.builder()
                .group("benchmark")
                .memberId(id)
                .sequencer("member-1")
                .build();
        NoEvents events = new NoEvents();
        this.protocol = new MemberProtocol(
                settings,
                new MemberIdentity(id, number, Endpoint.ipv4(0x7f000001, 40_000 + number)),
                DATAGRAM,
                new SplittableRandom(number),
                new FramePool(ByteBuffer::allocateDirect),
                new PlainGate(FrameHeader.groupId(settings.group()), counters, events),
                sender,
                this,
                new MemoryLog(Long.MAX_VALUE, () -> {}),
                this,
                events,
                counters);
    }

    void start(long now) {
        protocol.start(now);
    }

    void receive(ByteBuffer datagram, long now) {
        protocol.onDatagram(datagram, now);
    }

    void endTurn(long now) {
        if (fetches) {
            fetches = false;
            protocol.onFetchEnded(true, now);
        }
        protocol.onTurnEnd(now);
    }

    void publish(int messages) {
        toPublish += messages;
        toComplete += messages;
    }

    /** Whether all messages that this member was to publish are ordered. */
    boolean isDone() {
        return toComplete == 0;
    }

    /** How many messages the log was given. */
    long received() {
        return counters.get(Counter.MESSAGES_RECEIVED);
    }

    GroupSnapshot snapshot() {
        return protocol.snapshot();
    }

    @Override
    public @Nullable Publication peek() {
        return toPublish > 0 ? this : null;
    }

    @Override
    public @Nullable Publication poll() {
        if (toPublish == 0) {
            return null;
        }
        toPublish--;
        return this;
    }

    @Override
    public byte[] payload() {
        return payload;
    }

    @Override
    public Acknowledgement acknowledgement() {
        return Acknowledgement.ORDERED;
    }

    @Override
    public void ordered() {}

    @Override
    public void completed(long sequence, long epoch) {
        toComplete--;
    }

    @Override
    public void failed(String reason) {
        throw new IllegalStateException(reason);
    }

    /** Logs in memory hold nothing for others: a fetch ends at the next turn. */
    @Override
    public void fetch(Endpoint from, long sequence) {
        fetches = true;
    }

    @Override
    public void stop() {
        fetches = false;
    }
}
