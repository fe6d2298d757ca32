package org.ordercast.sample.compare;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A comparison of two trails")
class ComparisonTest {

    private final DigestTrail own = trail(10, 20, 30);
    private final Comparison comparison = new Comparison();

    private static DigestTrail trail(long... digests) {
        DigestTrail trail = new DigestTrail();
        for (int i = 0; i < digests.length; i++) {
            trail.record(new TrailPlace(i + 1, 0, digests[i]));
        }
        return trail;
    }

    private void compareWith(DigestTrail peer) {
        comparison.compare(own, peer.after(comparison.comparedTo(), 100));
    }

    @Test
    void findsEqualTrailsEqualAsFarAsBothGo() {
        compareWith(trail(10, 20));

        assertThat(comparison.comparedTo()).isEqualTo(2);
        assertThat(comparison.lastComparable()).isEqualTo(2);
        assertThat(comparison.equalThere()).isTrue();
        assertThat(comparison.firstDifference()).isZero();
    }

    @Test
    void doesNotGoBeyondWhatThisServerHas() {
        compareWith(trail(10, 20, 30, 40));

        assertThat(comparison.comparedTo()).isEqualTo(3);
    }

    @Test
    void goesOnWhenThisServerHasMore() {
        DigestTrail peer = trail(10, 20, 30, 40);
        compareWith(peer);
        own.record(new TrailPlace(4, 0, 41));
        compareWith(peer);

        assertThat(comparison.comparedTo()).isEqualTo(4);
        assertThat(comparison.firstDifference()).isEqualTo(4);
    }

    @Test
    void keepsTheFirstDifferenceAndSaysWhetherTheLastPlaceWasEqual() {
        compareWith(trail(10, 21, 30));

        assertThat(comparison.firstDifference()).isEqualTo(2);
        assertThat(comparison.equalThere()).isTrue();
    }

    @Test
    void passesOverPlacesThatThisServerDoesNotHave() {
        DigestTrail late = new DigestTrail();
        late.record(new TrailPlace(3, 0, 30));

        comparison.compare(late, trail(10, 20, 30).after(0, 100));

        assertThat(comparison.comparedTo()).isEqualTo(3);
        assertThat(comparison.firstDifference()).isZero();
    }

    @Test
    void passesOverPlacesWhereTheServersHadAppliedOtherCommands() {
        DigestTrail peer = new DigestTrail();
        peer.record(new TrailPlace(1, 5, 99));
        peer.record(new TrailPlace(2, 0, 20));

        compareWith(peer);

        assertThat(comparison.lastComparable()).isEqualTo(2);
        assertThat(comparison.firstDifference()).isZero();
    }
}
