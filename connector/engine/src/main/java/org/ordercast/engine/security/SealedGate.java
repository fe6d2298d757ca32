package org.ordercast.engine.security;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import org.ordercast.engine.Counter;
import org.ordercast.engine.frame.FrameHeader;
import org.ordercast.engine.protocol.Counters;
import org.ordercast.engine.protocol.FrameGate;
import org.ordercast.engine.protocol.ProtocolEvents;

/**
 * The gate of a group with a key: what is not sealed with it, or was let in before, stays outside. Until a datagram is
 * found authentic, nothing of it is looked at but the fixed header, and nothing is kept of it but a bounded trace of who
 * it says it is from.
 */
final class SealedGate implements FrameGate {

    /** Holds any UDP datagram. */
    private static final int ANY_DATAGRAM = 65_536;

    private final Senders senders;
    private final PeerWarnings warnings;
    private final long groupId;
    private final Counters counters;
    private final byte[] record = new byte[ANY_DATAGRAM];
    private final byte[] opened = new byte[ANY_DATAGRAM];
    private final ByteBuffer frame = ByteBuffer.wrap(opened);
    private KeyRing keys;

    SealedGate(CipherSuite suite, KeyRing keys, long groupId, Counters counters, ProtocolEvents events) {
        this.senders = new Senders(suite, groupId);
        this.warnings = new PeerWarnings(events);
        this.groupId = groupId;
        this.counters = counters;
        this.keys = keys;
    }

    /** Opens with other keys from now on; what was seen stays seen. */
    void use(KeyRing newKeys) {
        keys = newKeys;
        senders.forgetKeys();
        warnings.forget();
    }

    @Override
    public @Nullable ByteBuffer admit(ByteBuffer datagram, long now) {
        Counter wrong = FrameHeader.checkOutside(datagram, groupId);
        if (wrong == null) {
            wrong = checkSealed(datagram);
        }
        if (wrong == null) {
            wrong = open(datagram, now);
        }
        if (wrong == null) {
            completeOpened(datagram.remaining() - GroupSeal.OVERHEAD);
            if (FrameHeader.isKnown(frame)) {
                return frame;
            }
            wrong = Counter.DROPPED_MALFORMED;
        }
        counters.increment(wrong);
        return null;
    }

    private static @Nullable Counter checkSealed(ByteBuffer datagram) {
        if (!FrameHeader.isSealed(datagram)) {
            return Counter.DROPPED_UNSEALED;
        }
        return datagram.remaining() < FrameHeader.LENGTH + GroupSeal.OVERHEAD ? Counter.DROPPED_TRUNCATED : null;
    }

    /** Opens a datagram's body into the frame, if it is authentic and no replay. */
    private @Nullable Counter open(ByteBuffer datagram, long now) {
        long source = FrameHeader.source(datagram);
        int id = FrameHeader.keyId(datagram);
        GroupKey key = keys.find(id);
        if (key == null) {
            warnings.unknownKey(source, id, keys);
            return Counter.DROPPED_UNAUTHENTICATED;
        }
        Sender sender = senders.find(source);
        RecordSeal seal = senders.seal(sender, key, now);
        if (seal == null) {
            return Counter.DROPPED_UNAUTHENTICATED;
        }
        long counter = FrameHeader.counter(datagram);
        int length = datagram.remaining();
        datagram.get(datagram.position(), record, 0, length);
        if (!seal.open(counter, record, length, FrameHeader.LENGTH, opened, FrameHeader.LENGTH)) {
            if (!sender.isKnown()) {
                warnings.wrongKey(source, key);
            }
            return Counter.DROPPED_UNAUTHENTICATED;
        }
        return senders.accept(sender, counter, now) ? null : Counter.DROPPED_REPLAYED;
    }

    /** The frame as it was before it was sealed, but for the checksum that the tag stands in for. */
    private void completeOpened(int length) {
        frame.clear().limit(length).put(0, record, 0, FrameHeader.LENGTH);
        FrameHeader.markOpened(frame);
    }
}
