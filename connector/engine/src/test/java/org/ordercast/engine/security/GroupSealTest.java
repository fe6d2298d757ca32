package org.ordercast.engine.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ordercast.engine.security.SealedDatagrams.bytes;
import static org.ordercast.engine.security.SealedDatagrams.copy;
import static org.ordercast.engine.security.SealedDatagrams.frame;
import static org.ordercast.engine.security.SealedDatagrams.key;
import static org.ordercast.engine.security.SealedDatagrams.ring;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.ordercast.engine.Counter;
import org.ordercast.engine.frame.FrameHeader;
import org.ordercast.engine.frame.FrameType;
import org.ordercast.engine.security.SealedDatagrams.Peer;

/** What a member seals, another opens once; what anybody changed, repeated or made up, nobody does. */
class GroupSealTest {

    private static final long ALPHA = 0x0a0aL;
    private static final long BETA = -1L;

    @ParameterizedTest
    @CsvSource({
        "AES_256_GCM, 0",
        "AES_256_GCM, 1",
        "AES_256_GCM, 32",
        "AES_256_GCM, 1392",
        "AES_256_GCM, 65451",
        "CHACHA20_POLY1305, 0",
        "CHACHA20_POLY1305, 1",
        "CHACHA20_POLY1305, 32",
        "CHACHA20_POLY1305, 65451"
    })
    void whatIsSealedIsOpenedAsItWas(CipherSuite suite, int body) {
        Peer alpha = new Peer(suite, ALPHA, ring(1));
        Peer beta = new Peer(suite, BETA, ring(1));
        ByteBuffer frame = frame(ALPHA, body);
        ByteBuffer before = copy(frame);

        ByteBuffer datagram = alpha.send(frame);
        ByteBuffer opened = beta.receive(datagram);

        assertThat(frame).as("the frame that is kept for repair").isEqualTo(before);
        assertThat(datagram.remaining()).isEqualTo(frame.remaining() + GroupSeal.OVERHEAD);
        assertThat(opened.putInt(12, frame.getInt(12)))
                .as("the frame, but for its checksum")
                .isEqualTo(frame);
    }

    @Test
    void aDatagramAnywhereInAnyBufferIsOpenedAndLeftAsItWas() {
        Peer alpha = new Peer(CipherSuite.AES_256_GCM, ALPHA, ring(1));
        Peer beta = new Peer(CipherSuite.AES_256_GCM, BETA, ring(1));
        for (ByteBuffer buffer : List.of(ByteBuffer.allocateDirect(2_000), ByteBuffer.allocate(2_000))) {
            ByteBuffer datagram = alpha.send(100);
            buffer.position(300).put(datagram.duplicate()).flip().position(300);

            assertThat(beta.receive(buffer.asReadOnlyBuffer())).isNotNull();
            assertThat(buffer).isEqualTo(datagram);
        }
    }

    @Test
    void theHeaderStaysReadableAndTheBodyDoesNot() {
        String secret = "nobody else may read this";
        ByteBuffer frame = ByteBuffer.allocate(200);
        FrameHeader.begin(frame, FrameType.PUBLISH, SealedDatagrams.GROUP, ALPHA);
        frame.put(secret.getBytes(StandardCharsets.US_ASCII));
        FrameHeader.finish(frame);

        ByteBuffer datagram = new Peer(CipherSuite.AES_256_GCM, ALPHA, ring(7)).send(frame);

        assertThat(FrameHeader.isSealed(datagram)).isTrue();
        assertThat(FrameHeader.type(datagram)).isEqualTo(FrameType.PUBLISH);
        assertThat(FrameHeader.source(datagram)).isEqualTo(ALPHA);
        assertThat(FrameHeader.keyId(datagram)).isEqualTo(7);
        assertThat(FrameHeader.counter(datagram)).isEqualTo((SealedDatagrams.CLOCK << 20) + 1);
        assertThat(datagram.getInt(12))
                .as("a checksum would tell something of the text")
                .isZero();
        assertThat(new String(bytes(datagram), StandardCharsets.ISO_8859_1)).doesNotContain("nobody");
    }

    @Test
    void theSameFrameIsNeverTheSameDatagram() {
        Peer alpha = new Peer(CipherSuite.AES_256_GCM, ALPHA, ring(1));
        ByteBuffer frame = frame(ALPHA, 100);

        ByteBuffer first = alpha.send(frame);
        ByteBuffer again = alpha.send(frame);

        assertThat(FrameHeader.counter(again)).isEqualTo(FrameHeader.counter(first) + 1);
        assertThat(body(again)).isNotEqualTo(body(first));
    }

    @Test
    void sendersCiphersGroupsAndKeyIdsHaveKeysOfTheirOwn() {
        List<byte[]> sealed = new ArrayList<>();
        for (CipherSuite suite : CipherSuite.values()) {
            for (long sender : new long[] {ALPHA, BETA}) {
                for (long group : new long[] {1, 2}) {
                    for (GroupKey key : List.of(key(1), key(2, 1))) {
                        for (String purpose : List.of("datagram", "link")) {
                            byte[] record = new byte[40 + 32 + 16];
                            key.seal(purpose, suite, group, sender).seal(1, new byte[32], 0, 32, record, 40);
                            sealed.add(record);
                        }
                    }
                }
            }
        }
        assertThat(sealed.stream().map(Arrays::toString)).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @EnumSource(CipherSuite.class)
    void whateverBitIsChangedTheDatagramIsRefusedAndTheTrueOneStillLetIn(CipherSuite suite) {
        Peer alpha = new Peer(suite, ALPHA, ring(1));
        Peer beta = new Peer(suite, BETA, ring(1));
        beta.receive(alpha.send(8));
        ByteBuffer datagram = alpha.send(24);

        for (int bit = 0; bit < datagram.limit() * Byte.SIZE; bit++) {
            ByteBuffer changed = copy(datagram);
            changed.put(bit / 8, (byte) (changed.get(bit / 8) ^ 1 << bit % 8));
            long drops = drops(beta);

            assertThat(beta.receive(changed)).as("with bit %d changed", bit).isNull();
            assertThat(drops(beta)).isEqualTo(drops + 1);
        }
        assertThat(beta.counters.get(Counter.DROPPED_REPLAYED)).isZero();
        assertThat(beta.counters.get(Counter.DROPPED_CORRUPT)).isZero();
        assertThat(beta.receive(datagram)).isNotNull();
    }

    @Test
    void aDatagramThatIsCutShortOrLongIsRefused() {
        Peer alpha = new Peer(CipherSuite.AES_256_GCM, ALPHA, ring(1));
        Peer beta = new Peer(CipherSuite.AES_256_GCM, BETA, ring(1));
        ByteBuffer datagram = alpha.send(24);

        for (int length = 0; length < datagram.limit() + 20; length++) {
            if (length == datagram.limit()) {
                continue;
            }
            byte[] cut = Arrays.copyOf(bytes(datagram), length);
            assertThat(beta.receive(ByteBuffer.wrap(cut))).isNull();
            if (length >= FrameHeader.LENGTH) {
                // With its length made right, too.
                assertThat(beta.receive(ByteBuffer.wrap(cut).putInt(8, length))).isNull();
            }
        }
        assertThat(beta.receive(datagram)).isNotNull();
    }

    @ParameterizedTest
    @EnumSource(CipherSuite.class)
    void aCopyIsRefusedHoweverSoonOrLateItComes(CipherSuite suite) {
        Peer alpha = new Peer(suite, ALPHA, ring(1));
        Peer beta = new Peer(suite, BETA, ring(1));
        List<ByteBuffer> datagrams = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            datagrams.add(alpha.send(i));
        }
        datagrams.forEach(datagram -> {
            assertThat(beta.receive(datagram)).isNotNull();
            assertThat(beta.receive(datagram)).isNull();
            assertThat(beta.receive(datagram)).isNull();
        });
        datagrams.forEach(datagram -> assertThat(beta.receive(datagram)).isNull());

        assertThat(beta.counters.get(Counter.DROPPED_REPLAYED)).isEqualTo(150);
        assertThat(beta.events.lines()).isEmpty();
    }

    @Test
    void theOrderInWhichDatagramsArriveDoesNotMatter() {
        Peer alpha = new Peer(CipherSuite.AES_256_GCM, ALPHA, ring(1));
        Peer beta = new Peer(CipherSuite.AES_256_GCM, BETA, ring(1));
        for (int i = 0; i < 500; i++) {
            alpha.send(10);
        }
        Collections.shuffle(alpha.sent, new Random(3));

        assertThat(alpha.sent)
                .allSatisfy(datagram -> assertThat(beta.receive(datagram)).isNotNull());
    }

    @Test
    void aCopyOlderThanTheWindowIsRefused() {
        Peer alpha = new Peer(CipherSuite.AES_256_GCM, ALPHA, ring(1));
        Peer beta = new Peer(CipherSuite.AES_256_GCM, BETA, ring(1));
        ByteBuffer old = alpha.send(10);
        for (int i = 0; i < ReplayWindow.SIZE; i++) {
            alpha.send(0);
        }

        assertThat(beta.receive(alpha.send(10))).isNotNull();
        assertThat(beta.receive(old)).isNull();
        assertThat(beta.counters.get(Counter.DROPPED_REPLAYED)).isEqualTo(1);
    }

    @Test
    void aPeerWithAnotherKeyIsWarnedOfOnceWithWhatToDo() {
        Peer stranger = new Peer(CipherSuite.AES_256_GCM, ALPHA, new KeyRing(List.of(key(1, 99))));
        Peer other = new Peer(CipherSuite.CHACHA20_POLY1305, 0xbeef, ring(1));
        Peer beta = new Peer(CipherSuite.AES_256_GCM, BETA, ring(1));

        for (int i = 0; i < 10; i++) {
            assertThat(beta.receive(stranger.send(10))).isNull();
            assertThat(beta.receive(other.send(10))).isNull();
        }

        assertThat(beta.counters.get(Counter.DROPPED_UNAUTHENTICATED)).isEqualTo(20);
        assertThat(beta.events.lines())
                .satisfiesExactly(
                        line -> assertThat(line)
                                .contains("0000000000000a0a", "does not seal with this member's key 1", "give every"),
                        line -> assertThat(line).contains("000000000000beef"));
    }

    @Test
    void aPeerWhoseKeyIsNotThereIsWarnedOfOnceWithBothIds() {
        Peer ahead = new Peer(CipherSuite.AES_256_GCM, ALPHA, ring(3));
        Peer beta = new Peer(CipherSuite.AES_256_GCM, BETA, ring(1, 2));

        assertThat(beta.receive(ahead.send(10))).isNull();
        assertThat(beta.receive(ahead.send(10))).isNull();

        assertThat(beta.counters.get(Counter.DROPPED_UNAUTHENTICATED)).isEqualTo(2);
        assertThat(beta.events.lines())
                .singleElement()
                .asString()
                .contains("0000000000000a0a seals with key 3, which this member does not have (it has 1, 2); add");
    }

    @Test
    void aKnownPeersDamagedDatagramIsCountedAndNotWarnedOf() {
        Peer alpha = new Peer(CipherSuite.AES_256_GCM, ALPHA, ring(1));
        Peer beta = new Peer(CipherSuite.AES_256_GCM, BETA, ring(1));
        beta.receive(alpha.send(10));
        ByteBuffer damaged = alpha.send(10);
        damaged.put(45, (byte) ~damaged.get(45));

        assertThat(beta.receive(damaged)).isNull();
        assertThat(beta.counters.get(Counter.DROPPED_UNAUTHENTICATED)).isEqualTo(1);
        assertThat(beta.events.lines()).isEmpty();
    }

    @Test
    void warningsAreBoundedWhateverNamesAreMadeUp() {
        Peer beta = new Peer(CipherSuite.AES_256_GCM, BETA, ring(1));
        for (int i = 1; i <= 10 * PeerWarnings.MOST; i++) {
            beta.receive(new Peer(CipherSuite.AES_256_GCM, i, ring(2)).send(1));
        }
        assertThat(beta.events.lines()).hasSize(PeerWarnings.MOST);
        assertThat(beta.events.lines().get(PeerWarnings.MOST - 1)).endsWith("not told of until the keys change");
    }

    @Test
    void whatIsNotSealedIsRefusedThoughItIsOtherwiseRight() {
        Peer beta = new Peer(CipherSuite.AES_256_GCM, BETA, ring(1));

        assertThat(beta.receive(frame(ALPHA, 100))).isNull();
        assertThat(beta.counters.get(Counter.DROPPED_UNSEALED)).isEqualTo(1);
    }

    @Test
    void whatAnAuthenticSenderMayNotSayIsMalformed() {
        Peer alpha = new Peer(CipherSuite.AES_256_GCM, ALPHA, ring(1));
        Peer beta = new Peer(CipherSuite.AES_256_GCM, BETA, ring(1));

        assertThat(beta.receive(alpha.send(frame(ALPHA, 10).put(5, (byte) 99)))).isNull();
        assertThat(beta.receive(alpha.send(frame(ALPHA, 10).put(6, (byte) 0x80))))
                .isNull();
        assertThat(beta.counters.get(Counter.DROPPED_MALFORMED)).isEqualTo(2);
    }

    @Test
    void keysRotateStepByStepWithoutADatagramRefused() {
        Peer alpha = new Peer(CipherSuite.AES_256_GCM, ALPHA, ring(1));
        Peer beta = new Peer(CipherSuite.AES_256_GCM, BETA, ring(1));
        List<KeyRing> steps = List.of(ring(1, 2), ring(2, 1), ring(2));

        for (KeyRing step : steps) {
            for (Peer first : List.of(alpha, beta)) {
                exchange(alpha, beta);
                first.seal.use(step);
                exchange(alpha, beta);
            }
        }

        assertThat(drops(alpha)).isZero();
        assertThat(drops(beta)).isZero();
        assertThat(FrameHeader.keyId(alpha.send(1))).isEqualTo(2);
    }

    @Test
    void aDroppedKeyOpensNothingAndAReplayUnderOtherKeysIsStillOne() {
        Peer alpha = new Peer(CipherSuite.AES_256_GCM, ALPHA, ring(1));
        Peer beta = new Peer(CipherSuite.AES_256_GCM, BETA, ring(1));
        ByteBuffer old = alpha.send(10);
        assertThat(beta.receive(old)).isNotNull();

        beta.seal.use(ring(2, 1));
        assertThat(beta.receive(old)).isNull();
        assertThat(beta.counters.get(Counter.DROPPED_REPLAYED)).isEqualTo(1);

        beta.seal.use(ring(2));
        assertThat(beta.receive(alpha.send(10))).isNull();
        assertThat(beta.counters.get(Counter.DROPPED_UNAUTHENTICATED)).isEqualTo(1);
    }

    @Test
    void anIdWithAnotherSecretIsAnotherKey() {
        Peer alpha = new Peer(CipherSuite.AES_256_GCM, ALPHA, ring(1));
        Peer beta = new Peer(CipherSuite.AES_256_GCM, BETA, ring(1));
        beta.receive(alpha.send(10));

        alpha.seal.use(new KeyRing(List.of(key(1, 50))));
        assertThat(beta.receive(alpha.send(10))).isNull();
        beta.seal.use(new KeyRing(List.of(key(1, 50))));
        assertThat(beta.receive(alpha.send(10))).isNotNull();
    }

    @Test
    void aSealerWithoutANonceLeftSendsNothing() {
        Peer alpha = new Peer(CipherSuite.AES_256_GCM, ALPHA, ring(1), NonceCounter.after(Long.MAX_VALUE));

        Assertions.assertThatIllegalStateException().isThrownBy(() -> alpha.send(10));
        assertThat(alpha.sent).isEmpty();
    }

    private static void exchange(Peer alpha, Peer beta) {
        for (int i = 0; i < 5; i++) {
            assertThat(beta.receive(alpha.send(i))).isNotNull();
            assertThat(alpha.receive(beta.send(i))).isNotNull();
        }
    }

    private static byte[] body(ByteBuffer datagram) {
        return Arrays.copyOfRange(bytes(datagram), FrameHeader.LENGTH, datagram.limit());
    }

    private static long drops(Peer peer) {
        return Arrays.stream(Counter.values())
                .filter(counter -> counter.name().startsWith("DROPPED_"))
                .mapToLong(peer.counters::get)
                .sum();
    }
}
