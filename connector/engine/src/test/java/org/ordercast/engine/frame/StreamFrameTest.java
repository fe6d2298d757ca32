package org.ordercast.engine.frame;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.function.Consumer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The fixed fields of order and publish frames hold numbers that can be, or the frame is refused. */
class StreamFrameTest {

    private static final long EDGE = NumberBounds.MAX;

    @ParameterizedTest
    @ValueSource(longs = {Long.MIN_VALUE, -1, EDGE + 1, Long.MAX_VALUE})
    void noFieldOfAnOrderFrameIsOutOfBounds(long wrong) {
        assertThat(isOrder(frame -> OrderFrame.write(frame, EDGE, EDGE, EDGE, EDGE, EDGE, wrong)))
                .as("a digest may be anything")
                .isTrue();
        assertThat(isOrder(frame -> OrderFrame.write(frame, wrong, 1, 1, 0, 0, 0)))
                .isFalse();
        assertThat(isOrder(frame -> OrderFrame.write(frame, 1, wrong, 1, 0, 0, 0)))
                .isFalse();
        assertThat(isOrder(frame -> OrderFrame.write(frame, 1, 1, wrong, 0, 0, 0)))
                .isFalse();
        assertThat(isOrder(frame -> OrderFrame.write(frame, 1, 1, 1, wrong, 0, 0)))
                .isFalse();
        assertThat(isOrder(frame -> OrderFrame.write(frame, 1, 1, 1, 0, wrong, 0)))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(longs = {Long.MIN_VALUE, -1, 0, EDGE + 1, Long.MAX_VALUE})
    void noFieldOfAPublishFrameIsOutOfBounds(long wrong) {
        assertThat(isPublish(frame -> PublishFrame.write(frame, EDGE, EDGE, EDGE, wrong)))
                .as("an incarnation may be anything")
                .isTrue();
        assertThat(isPublish(frame -> PublishFrame.write(frame, wrong, 1, 1, 7)))
                .isFalse();
        assertThat(isPublish(frame -> PublishFrame.write(frame, 1, wrong, 1, 7)))
                .isFalse();
        assertThat(isPublish(frame -> PublishFrame.write(frame, 1, 1, wrong, 7)))
                .isFalse();
    }

    private static boolean isOrder(Consumer<ByteBuffer> fields) {
        ByteBuffer frame = ByteBuffer.allocate(OrderFrame.ENTRIES);
        fields.accept(frame);
        return OrderFrame.isValid(frame) && !OrderFrame.isValid(frame.limit(OrderFrame.ENTRIES - 1));
    }

    private static boolean isPublish(Consumer<ByteBuffer> fields) {
        ByteBuffer frame = ByteBuffer.allocate(PublishFrame.ENTRIES);
        fields.accept(frame);
        return PublishFrame.isValid(frame) && !PublishFrame.isValid(frame.limit(PublishFrame.ENTRIES - 1));
    }
}
