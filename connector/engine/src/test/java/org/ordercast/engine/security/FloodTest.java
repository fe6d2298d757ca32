package org.ordercast.engine.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ordercast.engine.security.SealedDatagrams.ring;

import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.ordercast.engine.Counter;
import org.ordercast.engine.security.SealedDatagrams.Peer;

/** Whatever a member is flooded with, it keeps what it knows, does bounded work and lets true members in. */
class FloodTest {

    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
    private static final CipherSuite SUITE = CipherSuite.AES_256_GCM;

    private final Senders senders = new Senders(SUITE, SealedDatagrams.GROUP);
    private final GroupKey key = SealedDatagrams.key(1);

    @Test
    void forgedNamesCostNoMoreThanSoManyKeysASecondAndBecomeNoSenders() {
        int derived = 0;
        for (long name = 1; name <= 100_000; name++) {
            if (senders.seal(senders.find(name), key, name * SECOND / 100_000) != null) {
                derived++;
            }
        }
        assertThat(derived).isLessThanOrEqualTo(Senders.STRANGERS_AT_ONCE + Senders.STRANGERS_A_SECOND + 1);
        assertThat(senders.known()).isZero();
    }

    @Test
    void aStrangerThatGoesOnCostsOneKey() {
        RecordSeal first = senders.seal(senders.find(5), key, 0);

        for (int i = 0; i < 1_000; i++) {
            assertThat(senders.seal(senders.find(5), key, 0)).isSameAs(first);
        }
        assertThat(keysLeft()).isEqualTo(Senders.STRANGERS_AT_ONCE - 1);
    }

    @Test
    void aFloodUnderAKnownNameCostsNoKeyAndLeavesTheSenderItsWindow() {
        Peer alpha = new Peer(SUITE, 1, ring(1));
        Peer beta = new Peer(SUITE, 2, ring(1));
        assertThat(beta.receive(alpha.send(10))).isNotNull();
        ByteBuffer forged = SealedDatagrams.copy(alpha.sent.get(0));
        for (int i = 0; i < 5_000; i++) {
            // As far ahead as can be: were it believed, the window would be past all that is true.
            assertThat(beta.receive(forged.putLong(32, Long.MAX_VALUE - i))).isNull();
        }
        assertThat(beta.receive(alpha.send(10))).isNotNull();
        assertThat(beta.counters.get(Counter.DROPPED_UNAUTHENTICATED)).isEqualTo(5_000);
    }

    @Test
    void aTrueNewcomerGetsInThroughAFlood() {
        Peer alpha = new Peer(SUITE, -7, ring(1));
        Peer beta = new Peer(SUITE, 2, ring(1));
        ByteBuffer forged = SealedDatagrams.copy(alpha.send(10));
        long name = 1_000;
        boolean isIn = false;
        // 100,000 forged datagrams a second, a hello every tenth of one; the seconds are simulated.
        for (long now = 0; now < 60 * SECOND && !isIn; now += SECOND / 10) {
            for (int i = 0; i < 10_000; i++) {
                beta.receive(forged.putLong(24, name++), now + i * (SECOND / 100_000));
            }
            isIn = beta.receive(alpha.send(10), now + SECOND / 10) != null;
        }
        assertThat(isIn).isTrue();
    }

    @Test
    void recordingsOfTheDeadDoNotDisplaceTheLiving() {
        Sender living = known(1, 0);
        long now = 0;
        for (long dead = 2; dead < 5 * Senders.MOST_KNOWN; dead++) {
            now += SECOND / 10;
            assertThat(senders.accept(living, now, now)).isTrue();
            Sender sender = senders.find(dead);
            senders.accept(sender, 1, now);
        }
        assertThat(senders.known()).isEqualTo(Senders.MOST_KNOWN);
        assertThat(senders.find(1)).isSameAs(living);
        assertThat(senders.accept(senders.find(1), now, now)).as("a replay").isFalse();
    }

    @Test
    void whereAllWereHeardOfLateNoOtherFindsRoomUntilOneIsSilentForLong() {
        for (long name = 1; name <= Senders.MOST_KNOWN; name++) {
            known(name, name);
        }
        Sender other = senders.find(9_999);

        assertThat(senders.accept(other, 1, Senders.LONG_SILENCE)).isFalse();
        assertThat(senders.accept(other, 1, Senders.LONG_SILENCE + 1)).isTrue();
        assertThat(senders.known()).isEqualTo(Senders.MOST_KNOWN);
        assertThat(senders.find(1).isKnown())
                .as("the one that was silent longest")
                .isFalse();
        assertThat(senders.find(2).isKnown()).isTrue();
    }

    @Test
    void aClockThatBeginsAnywhereWillDo() {
        long now = Long.MIN_VALUE / 2;
        Sender sender = senders.find(1);
        assertThat(senders.seal(sender, key, now)).isNotNull();
        assertThat(senders.accept(sender, 1, now)).isTrue();
    }

    private Sender known(long name, long now) {
        Sender sender = senders.find(name);
        senders.accept(sender, 1 + name, now);
        return sender;
    }

    private int keysLeft() {
        int left = 0;
        while (left < 10_000 && senders.seal(senders.find(1_000_000 + left), key, 0) != null) {
            left++;
        }
        return left;
    }
}
