package org.ordercast.engine.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ReplayWindowTest {

    private static final long START = 1_700_000_000_000L << 20;

    private final ReplayWindow window = new ReplayWindow();

    @Test
    void aCounterIsLetInOnce() {
        assertThat(window.accept(START)).isTrue();
        assertThat(window.accept(START)).isFalse();
    }

    @Test
    void whatOvertookOthersInsideTheWindowLeavesThemTheirTurn() {
        List<Long> counters = new ArrayList<>();
        for (long i = 1; i <= ReplayWindow.SIZE; i++) {
            counters.add(START + i);
        }
        Collections.shuffle(counters, new Random(1));

        assertThat(counters).allMatch(window::accept);
        assertThat(counters).noneMatch(window::accept);
    }

    @Test
    void whatIsBehindTheWindowIsRefusedThoughItWasNeverSeen() {
        window.accept(START);

        assertThat(window.accept(START - ReplayWindow.SIZE)).isFalse();
        assertThat(window.accept(START - ReplayWindow.SIZE + 1)).isTrue();
    }

    @Test
    void aLeapForgetsNothingThatIsStillInTheWindowAndKeepsNothingThatIsNot() {
        window.accept(START);
        assertThat(window.accept(START + ReplayWindow.SIZE - 1)).isTrue();
        assertThat(window.accept(START)).isFalse();

        assertThat(window.accept(START + 1_000L * ReplayWindow.SIZE)).isTrue();
        for (long back = 1; back < ReplayWindow.SIZE; back++) {
            assertThat(window.accept(START + 1_000L * ReplayWindow.SIZE - back)).isTrue();
        }
    }

    @Test
    void noCounterBelowOneIsLetIn() {
        assertThat(window.accept(0)).isFalse();
        assertThat(window.accept(-1)).isFalse();
        assertThat(window.accept(Long.MIN_VALUE)).isFalse();
        assertThat(window.accept(1)).isTrue();
        assertThat(window.accept(Long.MAX_VALUE)).isTrue();
        assertThat(window.accept(Long.MAX_VALUE)).isFalse();
        assertThat(window.accept(Long.MIN_VALUE)).isFalse();
    }

    @Test
    void itSaysWhatASetOfAllThatWasSeenWouldSay() {
        Random random = new Random(7);
        Set<Long> seen = new HashSet<>();
        long newest = START;
        for (int i = 0; i < 200_000; i++) {
            long counter = newest + random.nextInt(3 * ReplayWindow.SIZE / 2) - ReplayWindow.SIZE;
            counter = random.nextInt(1_000) == 0 ? counter + random.nextInt(10 * ReplayWindow.SIZE) : counter;
            boolean expected = counter > newest - ReplayWindow.SIZE && !seen.contains(counter);
            if (i == 0) {
                expected = true;
            }
            assertThat(window.accept(counter))
                    .as("counter %d after %d", counter, newest)
                    .isEqualTo(expected);
            seen.add(counter);
            newest = i == 0 ? counter : Math.max(newest, counter);
        }
    }
}
