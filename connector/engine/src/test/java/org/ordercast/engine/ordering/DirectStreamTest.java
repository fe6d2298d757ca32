package org.ordercast.engine.ordering;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Frames are kept by number, the nearer ones rather than those far ahead, and always those that the order refers to. */
class DirectStreamTest {

    private static final long FAR = 1 + 4_096;

    private final List<Integer> letGo = new ArrayList<>();
    private final DirectStream stream = new DirectStream(2, 5, frame -> letGo.add(frame.getInt(0)));

    @Test
    void framesThatFollowOneAnotherAreKeptHoweverManyThereAre() {
        for (int number = 4_000; number >= 1; number--) {
            put(number);
        }

        assertThat(letGo).isEmpty();
        assertThat(stream.get(1)).isNotNull();
        assertThat(stream.get(4_000)).isNotNull();
        assertThat(stream.get(4_001)).isNull();
    }

    @Test
    void aFrameFarAheadGivesWayToANearerOne() {
        put(FAR);
        put(1);

        assertThat(letGo).containsExactly((int) FAR);
        assertThat(stream.get(1)).isNotNull();
        assertThat(stream.makesRoomFor(FAR)).isFalse();
        stream.pass(1);
        assertThat(stream.makesRoomFor(FAR)).isTrue();
    }

    @Test
    void whatTheOrderRefersToStaysBesideEverythingElse() {
        put(FAR);
        assertThat(stream.expect(FAR, 7)).isTrue();
        assertThat(stream.makesRoomFor(1)).isFalse();
        assertThat(stream.expect(1, 8)).isFalse();
        assertThat(stream.makesRoomFor(1)).isTrue();
        assertThat(stream.put(1, frame(1))).isTrue();

        assertThat(letGo).isEmpty();
        assertThat(stream.get(1)).isNotNull();
        assertThat(stream.get(FAR)).isNotNull();
        stream.dropUnexpected();
        assertThat(letGo).isEmpty();
    }

    @Test
    void aFrameThatIsNotReferredToMakesRoomForOneThatIs() {
        put(1);
        assertThat(stream.expect(FAR, 7)).isFalse();

        assertThat(letGo).containsExactly(1);
        assertThat(stream.makesRoomFor(FAR)).isTrue();
    }

    @Test
    void theOrderGoesPastEverythingUpToAFrame() {
        put(1);
        put(3);
        put(4);
        stream.expect(3, 7);
        stream.pass(3);

        assertThat(letGo).containsExactly(1, 3);
        assertThat(stream.hasExpected()).isFalse();
        assertThat(stream.makesRoomFor(3)).isFalse();
        assertThat(stream.get(4)).isNotNull();
        stream.pass(1L << 60);
        assertThat(letGo).containsExactly(1, 3, 4);
    }

    private void put(long number) {
        assertThat(stream.makesRoomFor(number)).isTrue();
        stream.put(number, frame(number));
    }

    private static ByteBuffer frame(long number) {
        return ByteBuffer.allocate(4).putInt(0, (int) number);
    }
}
