package org.ordercast.sample.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A trail of digests")
class DigestTrailTest {

    private final DigestTrail trail = new DigestTrail(4);

    private static long[] indexes(TrailSegment segment) {
        long[] indexes = new long[segment.length()];
        for (int i = 0; i < indexes.length; i++) {
            indexes[i] = segment.index(i);
        }
        return indexes;
    }

    @Test
    void isEmptyAtFirst() {
        assertThat(trail.last()).isZero();
        assertThat(trail.at(1)).isEmpty();
        assertThat(trail.after(0, 10).length()).isZero();
    }

    @Test
    void givesTheDigestAtEachPlaceAndNothingBetweenPlaces() {
        trail.record(1, 10);
        trail.record(5, 50);

        assertThat(trail.at(5)).hasValue(50);
        assertThat(trail.at(3)).isEmpty();
        assertThat(trail.last()).isEqualTo(5);
    }

    @Test
    void forgetsTheOldestPlaces() {
        for (long index = 1; index <= 6; index++) {
            trail.record(index, index * 10);
        }

        assertThat(trail.at(2)).isEmpty();
        assertThat(trail.at(3)).hasValue(30);
        assertThat(indexes(trail.after(0, 10))).containsExactly(3, 4, 5, 6);
    }

    @Test
    void givesWhatFollowsAPlaceUpToALimit() {
        trail.record(2, 20);
        trail.record(4, 40);
        trail.record(6, 60);

        assertThat(indexes(trail.after(2, 10))).containsExactly(4, 6);
        assertThat(indexes(trail.after(3, 1))).containsExactly(4);
        assertThat(indexes(trail.after(6, 10))).isEmpty();
    }

    @Test
    void refusesAPlaceThatDoesNotFollow() {
        trail.record(2, 20);

        assertThatIllegalArgumentException().isThrownBy(() -> trail.record(2, 21));
    }

    @Test
    void beginsAnewWhenCleared() {
        trail.record(9, 90);
        trail.clear();
        trail.record(1, 11);

        assertThat(trail.last()).isEqualTo(1);
        assertThat(trail.at(1)).hasValue(11);
    }

    @Test
    void travelsAsBytes() {
        trail.record(2, -20);
        trail.record(4, 40);

        TrailSegment read = TrailSegment.fromBytes(trail.after(0, 10).toBytes());

        assertThat(indexes(read)).containsExactly(2, 4);
        assertThat(read.digest(0)).isEqualTo(-20);
    }
}
