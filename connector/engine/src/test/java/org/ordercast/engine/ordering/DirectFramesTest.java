package org.ordercast.engine.ordering;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.ordercast.engine.frame.EntryWriter;
import org.ordercast.engine.frame.FrameHeader;
import org.ordercast.engine.frame.FramePool;
import org.ordercast.engine.frame.FrameType;
import org.ordercast.engine.frame.NakFrame.Range;
import org.ordercast.engine.frame.PublishFrame;
import org.ordercast.engine.member.TestMember;
import org.ordercast.engine.membership.View;

/** Frames of publishers are kept until the order has gone past them; what it refers to and is not here is a gap. */
class DirectFramesTest {

    private static final int LENGTH = 200;

    private final DirectFrames frames = new DirectFrames(new FramePool(ByteBuffer::allocate), 10 * LENGTH);

    @Test
    void whatTheOrderRefersToAndIsNotHereIsAGap() {
        frames.put(published(1, 5, 2));
        ByteBuffer order = order(reference(1, 5, 2, 7), reference(2, 6, 1, 8), reference(2, 6, 2, 9));
        frames.expect(order);

        assertThat(frames.hasAll(order)).isFalse();
        assertThat(frames.missing()).isEqualTo(2);
        assertThat(frames.missingRanges(0, 10)).containsExactly(new Range(8, 9));
        frames.put(published(2, 6, 1));
        assertThat(frames.missingRanges(0, 10)).containsExactly(new Range(9, 9));
        assertThat(frames.next()).isEqualTo(9);
        frames.put(published(2, 6, 2));
        assertThat(frames.hasAll(order)).isTrue();
        assertThat(frames.missing()).isZero();
        assertThat(frames.next()).isEqualTo(10);
    }

    @Test
    void theOrderGoesPastAllOfAPublishersFramesUpToTheOneReferredTo() {
        frames.put(published(1, 5, 1));
        frames.put(published(1, 5, 2));
        frames.put(published(1, 5, 3));
        ByteBuffer order = order(reference(1, 5, 2, 1));
        frames.expect(order);

        assertThat(frames.pass(order)).isEqualTo(2 * LENGTH);
        assertThat(frames.hasAll(order(reference(1, 5, 1, 2)))).isFalse();
        assertThat(frames.hasAll(order(reference(1, 5, 3, 2)))).isTrue();
        frames.put(published(1, 5, 1));
        frames.put(published(1, 5, 2));
        assertThat(frames.hasAll(order(reference(1, 5, 1, 2)))).as("kept again").isFalse();
        assertThat(frames.hasAll(order(reference(1, 5, 2, 2)))).as("kept again").isFalse();
    }

    @Test
    void aLaterStreamOfAPublisherFollowsTheEarlierOne() {
        frames.put(published(1, 5, 9));
        frames.put(published(1, 8, 1));
        ByteBuffer order = order(reference(1, 8, 1, 1));
        frames.expect(order);

        assertThat(frames.hasAll(order)).isTrue();
        assertThat(frames.pass(order)).isEqualTo(2 * LENGTH);
    }

    @Test
    void thereIsNoRoomForMoreThanTheBoundUnlessTheOrderRefersToIt() {
        for (int i = 1; i <= 10; i++) {
            assertThat(frames.put(published(1, 5, i))).isTrue();
        }
        assertThat(frames.put(published(1, 5, 11))).isFalse();
        frames.expect(order(reference(1, 5, 11, 1)));

        assertThat(frames.put(published(1, 5, 11))).isTrue();
        assertThat(frames.missing()).isZero();
    }

    @Test
    void framesOfThoseWhoAreNotInTheViewAreLetGoOfUnlessTheOrderRefersToThem() {
        frames.put(published(1, 5, 1));
        frames.put(published(2, 6, 1));
        frames.put(published(2, 6, 2));
        ByteBuffer expected = order(reference(2, 6, 1, 1));
        frames.expect(expected);
        frames.retain(new View(9, List.of(new View.Participant(TestMember.identity("beta", 3), 0))));

        assertThat(frames.hasAll(order(reference(1, 5, 1, 2)))).isFalse();
        assertThat(frames.hasAll(order(reference(2, 6, 2, 2)))).isFalse();
        assertThat(frames.hasAll(expected)).isTrue();
    }

    @Test
    void whatIsLetGoOfMakesRoom() {
        for (int i = 1; i <= 3; i++) {
            frames.put(published(1, 5, i));
        }
        for (int i = 1; i <= 7; i++) {
            frames.put(published(2, 6, i));
        }
        assertThat(frames.put(published(2, 6, 8))).isFalse();
        frames.retain(new View(9, List.of(new View.Participant(TestMember.identity("beta", 2), 0))));
        for (int i = 8; i <= 10; i++) {
            assertThat(frames.put(published(2, 6, i))).isTrue();
        }
        assertThat(frames.put(published(2, 6, 11))).isFalse();
    }

    @Test
    void howFarTheOrderHasComeIsRememberedForThoseWhoAreInTheView() {
        frames.put(published(1, 5, 1));
        frames.put(published(2, 6, 1));
        ByteBuffer order = order(reference(1, 5, 1, 1), reference(2, 6, 1, 2));
        frames.expect(order);
        frames.pass(order);
        frames.retain(new View(9, List.of(new View.Participant(TestMember.identity("beta", 2), 0))));
        frames.put(published(1, 5, 1));
        frames.put(published(2, 6, 1));

        assertThat(frames.hasAll(order(reference(2, 6, 1, 3)))).isFalse();
        assertThat(frames.hasAll(order(reference(1, 5, 1, 3))))
                .as("of one that is gone, nothing")
                .isTrue();
    }

    @Test
    void rangesAreCutWhereARequestIsFull() {
        for (int i = 1; i <= 9; i += 2) {
            frames.expect(order(reference(1, 5, i, i)));
        }
        assertThat(frames.missingRanges(0, 2)).containsExactly(new Range(1, 1), new Range(3, 3));
        assertThat(frames.missingRanges(3, 2)).containsExactly(new Range(5, 5), new Range(7, 7));
    }

    private interface Reference {
        void write(EntryWriter writer);
    }

    private static Reference reference(long publisher, long stream, long number, long reference) {
        return writer -> writer.addReference(publisher, 1, stream, number, reference, false);
    }

    private static ByteBuffer order(Reference... references) {
        return ForgedOrder.frame(0, 1, 1, 0, 0, writer -> {
            for (Reference reference : references) {
                reference.write(writer);
            }
        });
    }

    private static ByteBuffer published(long publisher, long stream, long number) {
        ByteBuffer frame = ByteBuffer.allocate(LENGTH);
        FrameHeader.begin(frame, FrameType.PUBLISH, 0, publisher);
        PublishFrame.write(frame, 1, stream, number, publisher);
        FrameHeader.finish(frame.position(LENGTH));
        return frame;
    }
}
