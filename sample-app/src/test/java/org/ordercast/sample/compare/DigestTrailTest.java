package org.ordercast.sample.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A trail of digests")
class DigestTrailTest {

    private final DigestTrail trail = new DigestTrail(4);

    private static TrailPlace place(long index, long digest) {
        return new TrailPlace(index, index * 7, digest);
    }

    @Test
    void isEmptyAtFirst() {
        assertThat(trail.last()).isZero();
        assertThat(trail.at(1)).isEmpty();
        assertThat(trail.after(0, 10)).isEmpty();
    }

    @Test
    void givesTheDigestAtEachPlaceAndNothingBetweenPlaces() {
        trail.record(place(1, 10));
        trail.record(place(5, 50));

        assertThat(trail.at(5)).contains(place(5, 50));
        assertThat(trail.at(3)).isEmpty();
        assertThat(trail.last()).isEqualTo(5);
    }

    @Test
    void forgetsTheOldestPlaces() {
        for (long index = 1; index <= 6; index++) {
            trail.record(place(index, index * 10));
        }

        assertThat(trail.at(2)).isEmpty();
        assertThat(trail.at(3)).contains(place(3, 30));
        assertThat(trail.after(0, 10)).extracting(TrailPlace::index).containsExactly(3L, 4L, 5L, 6L);
    }

    @Test
    void givesWhatFollowsAPlaceUpToALimit() {
        trail.record(place(2, 20));
        trail.record(place(4, 40));
        trail.record(place(6, 60));

        assertThat(trail.after(2, 10)).extracting(TrailPlace::index).containsExactly(4L, 6L);
        assertThat(trail.after(3, 1)).extracting(TrailPlace::index).containsExactly(4L);
        assertThat(trail.after(6, 10)).extracting(TrailPlace::index).isEmpty();
    }

    @Test
    void refusesAPlaceThatDoesNotFollow() {
        trail.record(place(2, 20));

        assertThatIllegalArgumentException().isThrownBy(() -> trail.record(place(2, 21)));
    }

    @Test
    void beginsAnewWhenCleared() {
        trail.record(place(9, 90));
        trail.clear();
        trail.record(place(1, 11));

        assertThat(trail.last()).isEqualTo(1);
        assertThat(trail.at(1)).contains(place(1, 11));
    }

    @Test
    void travelsAsBytes() {
        trail.record(place(2, -20));
        trail.record(place(4, 40));

        List<TrailPlace> places = trail.after(0, 10);

        assertThat(TrailCodec.read(TrailCodec.write(places))).isEqualTo(places).hasSize(2);
    }
}
