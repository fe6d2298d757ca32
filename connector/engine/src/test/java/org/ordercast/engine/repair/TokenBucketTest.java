package org.ordercast.engine.repair;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A rate is kept to over time, with a burst at once. */
class TokenBucketTest {

    private static final long SECOND = 1_000_000_000L;

    @Test
    void aFullBucketGivesItsBurstAtOnce() {
        TokenBucket bucket = new TokenBucket(1000, 300);

        assertThat(bucket.take(100, 0)).isTrue();
        assertThat(bucket.take(100, 0)).isTrue();
        assertThat(bucket.take(100, 0)).isTrue();
        assertThat(bucket.take(1, 0)).isFalse();
    }

    @Test
    void theLastTokensMayBeOverdrawnAndArePaidBack() {
        TokenBucket bucket = new TokenBucket(1000, 300);
        assertThat(bucket.take(299, 0)).isTrue();
        assertThat(bucket.take(500, 0)).isTrue();

        assertThat(bucket.take(1, SECOND / 2 - 1_000_000)).isFalse();
        assertThat(bucket.take(1, SECOND / 2 + 1_000_000)).isTrue();
    }

    @Test
    void itIsReadyWhenItSays() {
        TokenBucket bucket = new TokenBucket(1000, 300);
        assertThat(bucket.readyAt(5)).isEqualTo(5);
        assertThat(bucket.take(800, 5)).isTrue();
        assertThat(bucket.take(1, 5)).isFalse();

        long ready = bucket.readyAt(5);
        assertThat(ready).isGreaterThan(5);
        assertThat(bucket.take(1, ready - 1_000_000)).isFalse();
        assertThat(bucket.take(1, ready)).isTrue();
    }

    @Test
    void itNeverHoldsMoreThanItsBurst() {
        TokenBucket bucket = new TokenBucket(1000, 300);
        assertThat(bucket.take(300, 0)).isTrue();

        assertThat(bucket.take(300, 3600 * SECOND)).isTrue();
        assertThat(bucket.take(1, 3600 * SECOND)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 3600L * 1_000_000_000, -3600L * 1_000_000_000, Long.MIN_VALUE / 2})
    void overASecondItGivesItsRateWhereverTheClockStarts(long start) {
        TokenBucket bucket = new TokenBucket(100_000, 1000);
        long given = 0;
        for (long now = start; now < start + SECOND; now += 100_000) {
            while (bucket.take(50, now)) {
                given += 50;
            }
        }

        assertThat(given).isBetween(99_000L, 101_100L);
    }

    @Test
    void anySettingOfTheRateIsKeptTo() {
        for (long rate : new long[] {65_536, 64L << 20, Long.MAX_VALUE}) {
            TokenBucket bucket = TokenBucket.forRepair(rate);
            long burst = Math.max(rate / 20, 256 * 1024);
            assertThat(bucket.take(burst, 0)).isTrue();
            assertThat(bucket.take(1, 0)).isFalse();
            assertThat(bucket.take(1, bucket.readyAt(0) + 1)).isTrue();
        }
    }
}
