package org.ordercast.engine.publishing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.ordercast.engine.Acknowledgement;
import org.ordercast.engine.protocol.Publication;

/** Publications are completed in order with their own places, however many wait. */
class AwaitingTest {

    private final Awaiting awaiting = new Awaiting();
    private final List<String> told = new ArrayList<>();

    @Test
    void aPositionCompletesThoseUpToIt() {
        awaiting.add(publication(), 3, 1);
        awaiting.add(publication(), 7, 2);
        awaiting.add(publication(), 9, 2);
        awaiting.complete(2);
        assertThat(told).isEmpty();
        awaiting.complete(6);
        assertThat(told).containsExactly("3 in 1");

        awaiting.complete(8);
        assertThat(told).containsExactly("3 in 1", "7 in 2");

        awaiting.complete(9);
        assertThat(told).containsExactly("3 in 1", "7 in 2", "9 in 2");
    }

    @Test
    void noneIsForgottenHoweverManyWait() {
        Random random = new Random(1);
        long added = 0;
        long position = 0;
        while (position < 10_000) {
            for (int more = random.nextInt(300); more > 0; more--) {
                added++;
                awaiting.add(publication(), added, 1);
            }
            position += random.nextInt((int) (added - position) + 1);
            awaiting.complete(position);
        }

        assertThat(told)
                .isEqualTo(LongStream.rangeClosed(1, position)
                        .mapToObj(sequence -> sequence + " in 1")
                        .toList());
    }

    @Test
    void whatStillWaitsFails() {
        awaiting.add(publication(), 1, 1);
        awaiting.add(publication(), 2, 1);
        awaiting.complete(1);
        awaiting.fail("gone");
        awaiting.fail("twice");

        assertThat(told).containsExactly("1 in 1", "gone");
    }

    private Publication publication() {
        return new Publication() {
            @Override
            public byte[] payload() {
                return new byte[0];
            }

            @Override
            public Acknowledgement acknowledgement() {
                return Acknowledgement.ORDERED;
            }

            @Override
            public void ordered() {}

            @Override
            public void completed(long sequence, long epoch) {
                told.add(sequence + " in " + epoch);
            }

            @Override
            public void failed(String reason) {
                told.add(reason);
            }
        };
    }
}
