package org.ordercast.engine.ordering;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** References leave in the order in which they came, however many there are; each knows whether its frame is here. */
class ReferencesTest {

    private final References references = new References();
    private final DirectStream stream = new DirectStream(2, 5, frame -> {});

    @Test
    void noneIsForgottenOrTakenForAnotherHoweverManyThereAre() {
        Random random = new Random(1);
        long added = 0;
        long removed = 0;
        while (removed < 1_000) {
            for (int more = random.nextInt(100); more > 0; more--) {
                added++;
                if (added % 3 == 0 && stream.makesRoomFor(added)) {
                    stream.put(added, ByteBuffer.allocate(1));
                }
                references.add(10 * added, stream, added);
            }
            assertThat(references.size()).isEqualTo(added - removed);
            for (int i = 0; i < references.size(); i++) {
                assertThat(references.number(i)).isEqualTo(10 * (removed + 1 + i));
                assertThat(references.isHere(i)).isEqualTo((removed + 1 + i) % 3 == 0);
            }
            for (int fewer = random.nextInt(references.size() + 1); fewer > 0; fewer--) {
                references.removeFirst();
                removed++;
                stream.pass(removed);
            }
        }
    }
}
