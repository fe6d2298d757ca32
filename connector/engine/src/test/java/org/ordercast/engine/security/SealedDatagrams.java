package org.ordercast.engine.security;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.ordercast.engine.frame.FrameHeader;
import org.ordercast.engine.frame.FrameType;
import org.ordercast.engine.member.TestEvents;
import org.ordercast.engine.membership.Endpoint;
import org.ordercast.engine.protocol.Counters;
import org.ordercast.engine.protocol.DatagramSender;

/** Keys, frames, and members that seal and open them without a network, for tests. */
public final class SealedDatagrams {

    /** The group of all frames here. */
    public static final long GROUP = FrameHeader.groupId("prices");

    /** When the clocks of senders stand still, in milliseconds since 1970. */
    public static final long CLOCK = 1_700_000_000_000L;

    private SealedDatagrams() {}

    /** A key whose secret is its id, 32 times. */
    public static GroupKey key(int id) {
        return key(id, id);
    }

    /** A key whose secret is a byte, 32 times. */
    public static GroupKey key(int id, int secret) {
        byte[] bytes = new byte[GroupKey.LENGTH];
        Arrays.fill(bytes, (byte) secret);
        return new GroupKey(id, bytes);
    }

    /** A ring of such keys; the first one seals. */
    public static KeyRing ring(int... ids) {
        return new KeyRing(Arrays.stream(ids).mapToObj(SealedDatagrams::key).toList());
    }

    /** A frame with a body of so many bytes. */
    public static ByteBuffer frame(long source, int body) {
        ByteBuffer frame = ByteBuffer.allocate(FrameHeader.LENGTH + body);
        FrameHeader.begin(frame, FrameType.ORDER, GROUP, source);
        FrameHeader.setFlag(frame, FrameHeader.FLAG_PROMPT);
        for (int i = 0; i < body; i++) {
            frame.put((byte) i);
        }
        FrameHeader.finish(frame);
        return frame;
    }

    /** One member: what it is told, what it counts, and what its datagrams become. */
    public static final class Peer {

        final Counters counters = new Counters();
        final TestEvents events = new TestEvents();
        final List<ByteBuffer> sent = new ArrayList<>();
        final GroupSeal seal;
        private final DatagramSender sender;
        private final long incarnation;

        /** A member in one life. */
        public Peer(CipherSuite suite, long incarnation, KeyRing keys) {
            this(suite, incarnation, keys, NonceCounter.startingAt(CLOCK));
        }

        Peer(CipherSuite suite, long incarnation, KeyRing keys, NonceCounter counter) {
            this.incarnation = incarnation;
            this.seal = new GroupSeal(suite, keys, GROUP, incarnation, counter, counters, events);
            this.sender = seal.sealing(new DatagramSender() {
                @Override
                public void multicast(ByteBuffer datagram) {
                    sent.add(copy(datagram));
                }

                @Override
                public void unicast(Endpoint to, ByteBuffer datagram) {
                    sent.add(copy(datagram));
                }
            });
        }

        /** Seals a frame with a body of so many bytes. */
        public ByteBuffer send(int body) {
            return send(frame(incarnation, body));
        }

        /** Seals a frame. */
        public ByteBuffer send(ByteBuffer frame) {
            sender.multicast(frame);
            return sent.get(sent.size() - 1);
        }

        /** Lets a datagram come to the gate; null if it is refused. */
        public ByteBuffer receive(ByteBuffer datagram) {
            return receive(datagram, 0);
        }

        ByteBuffer receive(ByteBuffer datagram, long now) {
            return seal.gate().admit(datagram, now);
        }
    }

    /** The bytes of a datagram. */
    public static byte[] bytes(ByteBuffer datagram) {
        byte[] bytes = new byte[datagram.remaining()];
        datagram.get(datagram.position(), bytes);
        return bytes;
    }

    static ByteBuffer copy(ByteBuffer datagram) {
        return ByteBuffer.wrap(bytes(datagram));
    }
}
