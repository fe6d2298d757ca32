package org.ordercast.engine.ordering;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.ordercast.engine.GroupSettings;
import org.ordercast.engine.frame.FrameHeader;
import org.ordercast.engine.frame.FramePool;
import org.ordercast.engine.frame.FrameType;
import org.ordercast.engine.frame.PublishFrame;
import org.ordercast.engine.member.RecordingSender;
import org.ordercast.engine.member.TestEvents;
import org.ordercast.engine.member.TestFetcher;
import org.ordercast.engine.member.TestLog;
import org.ordercast.engine.protocol.Counters;
import org.ordercast.engine.protocol.MemberContext;

/** The sequencer keeps what it refers to within its window, and sends it again in its own name. */
class RelayedFramesTest {

    private static final long GROUP = FrameHeader.groupId("test");
    private static final int LENGTH = 16_384;

    private final RelayedFrames frames = new RelayedFrames(new MemberContext(
            GroupSettings.builder()
                    .group("test")
                    .memberId("alpha")
                    .windowSize(4 * LENGTH)
                    .build(),
            TestSequencer.ALPHA,
            GROUP,
            65_507,
            new Random(1),
            new FramePool(ByteBuffer::allocate),
            new RecordingSender(),
            new TestLog(),
            new TestFetcher(),
            new TestEvents(),
            new Counters()));

    @Test
    void itHasRoomForAWindowAndAgainWhenFramesAreLetGoOf() {
        for (int i = 1; i <= 4; i++) {
            assertThat(frames.hasRoom()).isTrue();
            frames.add(published(i));
            assertThat(frames.bytes()).isEqualTo((long) i * LENGTH);
        }
        assertThat(frames.hasRoom()).isFalse();
        frames.release(2);

        assertThat(frames.hasRoom()).isTrue();
        assertThat(frames.bytes()).isEqualTo(2L * LENGTH);
        assertThat(frames.first()).isEqualTo(3);
        assertThat(frames.last()).isEqualTo(4);
        assertThat(frames.get(2)).isNull();
    }

    @Test
    void aFrameThatIsSentAgainIsTheSequencersAndSaysTheSame() {
        ByteBuffer original = published(7);
        frames.add(original);
        ByteBuffer relayed = frames.get(1);

        assertThat(FrameHeader.check(relayed, GROUP)).isNull();
        assertThat(FrameHeader.source(relayed)).isEqualTo(1);
        assertThat(FrameHeader.type(relayed)).isEqualTo(FrameType.PUBLISH);
        assertThat(FrameHeader.isDirect(relayed)).isTrue();
        assertThat(PublishFrame.publisher(relayed)).isEqualTo(2);
        assertThat(relayed.slice(FrameHeader.LENGTH, LENGTH - FrameHeader.LENGTH))
                .isEqualTo(original.slice(FrameHeader.LENGTH, LENGTH - FrameHeader.LENGTH));
    }

    private static ByteBuffer published(long number) {
        ByteBuffer frame = ByteBuffer.allocate(LENGTH);
        FrameHeader.begin(frame, FrameType.PUBLISH, GROUP, 2);
        FrameHeader.setFlag(frame, FrameHeader.FLAG_DIRECT);
        PublishFrame.write(frame, 1, 5, number, 2);
        FrameHeader.finish(frame.position(LENGTH));
        return frame;
    }
}
