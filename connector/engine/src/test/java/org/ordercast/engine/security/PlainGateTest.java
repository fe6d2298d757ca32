package org.ordercast.engine.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.ordercast.engine.Counter;
import org.ordercast.engine.frame.FrameHeader;
import org.ordercast.engine.member.TestEvents;
import org.ordercast.engine.protocol.Counters;
import org.ordercast.engine.security.SealedDatagrams.Peer;

class PlainGateTest {

    private final Counters counters = new Counters();
    private final TestEvents events = new TestEvents();
    private final PlainGate gate = new PlainGate(SealedDatagrams.GROUP, counters, events);

    @Test
    void aWholeFrameIsLetInAsItIs() {
        ByteBuffer frame = SealedDatagrams.frame(1, 100);

        assertThat(gate.admit(frame, 0)).isEqualTo(frame);
    }

    @Test
    void aFrameIsReadFromIndexZeroWhereverItWasReceived() {
        ByteBuffer frame = SealedDatagrams.frame(1, 100);
        ByteBuffer received = ByteBuffer.allocate(1_000).position(300);
        received.put(frame.duplicate()).limit(received.position()).position(300);

        ByteBuffer admitted = gate.admit(received, 0);

        assertThat(admitted).isEqualTo(frame);
        assertThat(FrameHeader.type(admitted)).isEqualTo(FrameHeader.type(frame));
        assertThat(received.position()).as("left as it was").isEqualTo(300);
    }

    @Test
    void aSealedDatagramIsRefusedAndWarnedOfOnce() {
        Peer peer = new Peer(CipherSuite.AES_256_GCM, 0xabc, SealedDatagrams.ring(1));

        assertThat(gate.admit(peer.send(10), 0)).isNull();
        assertThat(gate.admit(peer.send(10), 0)).isNull();

        assertThat(counters.get(Counter.DROPPED_SEALED)).isEqualTo(2);
        assertThat(events.lines())
                .singleElement()
                .asString()
                .contains("0000000000000abc seals its datagrams, and this member has no key; give this member");
    }

    @Test
    void aFlagThatDamageSetIsDamage() {
        ByteBuffer frame = SealedDatagrams.frame(1, 100);
        frame.put(6, (byte) (frame.get(6) | 1));

        assertThat(gate.admit(frame, 0)).isNull();
        assertThat(counters.get(Counter.DROPPED_CORRUPT)).isEqualTo(1);
        assertThat(events.lines()).isEmpty();
    }
}
