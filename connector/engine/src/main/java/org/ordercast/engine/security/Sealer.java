package org.ordercast.engine.security;

import java.nio.ByteBuffer;
import org.ordercast.engine.frame.FrameHeader;

/** Seals the frames that a member sends, each with a counter of its own, however often the same frame is sent. */
final class Sealer {

    /** Holds any UDP datagram. */
    private static final int ANY_DATAGRAM = 65_536;

    private final CipherSuite suite;
    private final long groupId;
    private final long incarnation;
    private final NonceCounter counter;
    private final byte[] body = new byte[ANY_DATAGRAM];
    private final byte[] record = new byte[ANY_DATAGRAM];
    private final ByteBuffer sealed = ByteBuffer.wrap(record);
    private int keyId;
    private RecordSeal seal;

    Sealer(CipherSuite suite, KeyRing keys, long groupId, long incarnation, NonceCounter counter) {
        this.suite = suite;
        this.groupId = groupId;
        this.incarnation = incarnation;
        this.counter = counter;
        this.keyId = keys.sealing().id();
        this.seal = derived(keys.sealing());
    }

    /** Seals with the first key of a ring from now on. The counter goes on. */
    void use(KeyRing keys) {
        keyId = keys.sealing().id();
        seal = derived(keys.sealing());
    }

    /** Seals a frame. The datagram is valid until the next call. */
    ByteBuffer seal(ByteBuffer frame) {
        int length = frame.remaining() - FrameHeader.LENGTH;
        // The frame may be outside the heap, where ciphers copy it bit by bit.
        frame.get(frame.position() + FrameHeader.LENGTH, body, 0, length);
        long number = counter.next();
        sealed.clear().put(0, frame, frame.position(), FrameHeader.LENGTH);
        FrameHeader.markSealed(sealed, keyId, number, frame.remaining() + CipherSuite.TAG_LENGTH);
        seal.seal(number, body, 0, length, record, FrameHeader.LENGTH);
        return sealed.limit(frame.remaining() + CipherSuite.TAG_LENGTH);
    }

    private RecordSeal derived(GroupKey key) {
        return key.seal(GroupSeal.PURPOSE, suite, groupId, incarnation);
    }
}
