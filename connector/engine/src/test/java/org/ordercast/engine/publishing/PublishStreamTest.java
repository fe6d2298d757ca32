package org.ordercast.engine.publishing;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.ordercast.engine.Acknowledgement;
import org.ordercast.engine.Counter;
import org.ordercast.engine.GroupSettings;
import org.ordercast.engine.frame.Entry;
import org.ordercast.engine.frame.FrameHeader;
import org.ordercast.engine.frame.FramePool;
import org.ordercast.engine.frame.FrameType;
import org.ordercast.engine.frame.NakFrame.Range;
import org.ordercast.engine.frame.OrderFrame;
import org.ordercast.engine.frame.PublishFrame;
import org.ordercast.engine.frame.WelcomeFrame;
import org.ordercast.engine.member.RecordingSender;
import org.ordercast.engine.member.TestEvents;
import org.ordercast.engine.member.TestFetcher;
import org.ordercast.engine.member.TestLog;
import org.ordercast.engine.member.TestMember;
import org.ordercast.engine.member.TestPublication;
import org.ordercast.engine.member.TestQueue;
import org.ordercast.engine.membership.MemberIdentity;
import org.ordercast.engine.membership.View;
import org.ordercast.engine.protocol.Counters;
import org.ordercast.engine.protocol.MemberContext;
import org.ordercast.engine.repair.NakSchedule;

/** Frames go to the sequencer, are kept until the order shows all that they hold, and their lost tail is announced. */
class PublishStreamTest {

    private static final MemberIdentity SEQUENCER = TestMember.identity("alpha", 1);
    private static final MemberIdentity SELF = TestMember.identity("beta", 2);
    private static final long MILLISECOND = 1_000_000;

    private final RecordingSender sender = new RecordingSender();
    private final Counters counters = new Counters();
    private final TestQueue queue = new TestQueue();
    private final OwnMessages messages = new OwnMessages(2, queue);
    private final List<ByteBuffer> direct = new ArrayList<>();
    private final PublishStream stream = stream(1472, 1472);

    @Test
    void whatWaitsGoesToTheSequencerInNumberedFrames() {
        publish(10, 600);
        stream.fill(0);

        List<ByteBuffer> frames = sent(FrameType.PUBLISH);
        assertThat(frames).extracting(PublishFrame::number).containsExactly(1L, 2L, 3L, 4L, 5L);
        assertThat(frames).allSatisfy(frame -> {
            assertThat(PublishFrame.epoch(frame)).isEqualTo(4);
            assertThat(PublishFrame.stream(frame)).isEqualTo(9);
            assertThat(Entry.areValid(frame, PublishFrame.ENTRIES)).isTrue();
        });
    }

    @Test
    void everyEntryFitsIntoAFrameOfTheSequencer() {
        for (int[] sizes : new int[][] {{1472, 512}, {512, 1472}, {65_507, 1000}}) {
            PublishStream other = stream(sizes[0], sizes[1]);
            publish(1, 5000);
            publish(1, 0);
            other.fill(0);
            Entry entry = new Entry();
            for (ByteBuffer frame : sent(FrameType.PUBLISH)) {
                assertThat(frame.limit()).isLessThanOrEqualTo(sizes[0]);
                entry.wrap(frame, PublishFrame.ENTRIES);
                while (entry.next()) {
                    assertThat(entry.end() - entry.start())
                            .isLessThanOrEqualTo(Math.min(sizes[0], sizes[1]) - OrderFrame.ENTRIES);
                }
            }
        }
    }

    @Test
    void theWindowBoundsWhatIsOnTheWire() {
        publish(3000, 1000);
        stream.fill(0);
        int bytes = sent(FrameType.PUBLISH).stream().mapToInt(ByteBuffer::limit).sum();
        assertThat(bytes).isBetween(1 << 20, (1 << 20) + 1472);
        stream.fill(0);
        assertThat(sender.take()).isEmpty();

        stream.onContent(100 * 1004);
        stream.fill(0);
        assertThat(sent(FrameType.PUBLISH)).hasSizeBetween(95, 105);
    }

    @Test
    void aFrameIsKeptUntilTheOrderShowsItsLastByte() {
        publish(4, 600);
        stream.fill(0);
        sender.take();
        stream.onContent(2 * 604 - 1);
        stream.onNak(List.of(new Range(1, 2)), 0);
        stream.onTurnEnd(0);
        assertThat(sent(FrameType.PUBLISH)).extracting(PublishFrame::number).containsExactly(1L, 2L);

        stream.onContent(1);
        stream.onNak(List.of(new Range(1, 2)), 10 * MILLISECOND);
        stream.onTurnEnd(10 * MILLISECOND);
        assertThat(sent(FrameType.PUBLISH)).extracting(PublishFrame::number).containsExactly(2L);
        assertThat(counters.get(Counter.REPAIRS_UNICAST)).isEqualTo(3);
    }

    @Test
    void contentIsCountedTheSameHoweverTheSequencerJoinsIt() {
        publish(40, 7);
        publish(1, 9000);
        publish(1, 0);
        stream.fill(0);
        int content = 40 * (4 + 7) + 9000 + 4;
        Random random = new Random(3);
        for (int left = content; left > 0; ) {
            int step = Math.min(left, 1 + random.nextInt(2000));
            stream.onContent(step);
            left -= step;
        }

        assertThat(stream.deadline()).as("nothing left to announce").isEqualTo(NakSchedule.NEVER);
    }

    @Test
    void aFrameThatIsLongEnoughOrFullGoesToTheWholeGroup() {
        PublishStream other = stream(1472, 1472, 1000);
        publish(1, 600);
        other.fill(0);
        publish(3, 600);
        other.fill(0);

        List<RecordingSender.Sent> sent = sender.take();
        assertThat(sent).extracting(datagram -> datagram.to().isPresent()).containsExactly(true, false, true);
        assertThat(sent)
                .extracting(datagram -> FrameHeader.isDirect(datagram.datagram()))
                .containsExactly(false, true, false);
        assertThat(direct).containsExactly(sent.get(1).datagram());
        assertThat(PublishFrame.publisher(direct.get(0))).isEqualTo(2);

        other.onNak(List.of(new Range(2, 2)), 0);
        other.onTurnEnd(0);
        assertThat(sent(FrameType.PUBLISH)).containsExactly(direct.get(0));

        publish(2, 800);
        other.fill(0);
        assertThat(sender.take())
                .extracting(datagram -> datagram.to().isPresent())
                .as("the first one has no room for the second message")
                .containsExactly(false, true);
    }

    @Test
    void publishersShareAWindowOfWhatGoesToTheWholeGroup() {
        PublishStream other = stream(1472, 1472, 0);
        publish(2000, 1000);
        other.fill(0);
        assertThat(bytesOf(sender.take())).isBetween(1 << 19, (1 << 19) + 1472);

        other.onView(view(10, 9));
        other.onContent(350 * 1004);
        other.fill(0);
        assertThat(sender.take()).isEmpty();
        other.onContent(100 * 1004);
        other.fill(0);
        assertThat(bytesOf(sender.take())).isBetween(30_000, 131_072);
    }

    private static int bytesOf(List<RecordingSender.Sent> sent) {
        return sent.stream().mapToInt(datagram -> datagram.datagram().limit()).sum();
    }

    @Test
    void theTailIsAnnouncedAtGrowingIntervalsUntilItIsOrdered() {
        publish(1, 10);
        stream.fill(0);
        sender.take();
        List<Long> intervals = new ArrayList<>();
        long before = 0;
        for (int i = 0; i < 9; i++) {
            long now = stream.deadline();
            stream.onTurnEnd(now);
            List<ByteBuffer> heartbeats = sent(FrameType.PUBLISH_HEARTBEAT);
            assertThat(heartbeats).extracting(PublishFrame::number).containsExactly(1L);
            intervals.add((now - before) / MILLISECOND);
            before = now;
        }
        assertThat(intervals).containsExactly(4L, 8L, 16L, 32L, 64L, 128L, 128L, 128L, 128L);

        stream.onContent(14);
        assertThat(stream.deadline()).isEqualTo(NakSchedule.NEVER);
        stream.onTurnEnd(before + 1000 * MILLISECOND);
        assertThat(sender.take()).isEmpty();
    }

    private PublishStream stream(int own, int sequencers) {
        return stream(own, sequencers, Integer.MAX_VALUE);
    }

    private PublishStream stream(int own, int sequencers, int directThreshold) {
        GroupSettings settings = GroupSettings.builder()
                .group("test")
                .memberId("beta")
                .directThreshold(directThreshold)
                .build();
        MemberContext context = new MemberContext(
                settings,
                SELF,
                5,
                own,
                new Random(1),
                new FramePool(ByteBuffer::allocate),
                sender,
                new TestLog(),
                new TestFetcher(),
                new TestEvents(),
                counters);
        return new PublishStream(
                context,
                messages,
                new WelcomeFrame(2, 3, 4, 9, 1, 0, 0, sequencers, SEQUENCER),
                view(9, 3),
                direct::add);
    }

    private static View view(long number, int members) {
        return new View(
                number,
                IntStream.rangeClosed(1, members)
                        .mapToObj(i -> new View.Participant(TestMember.identity("m" + i, i), 0))
                        .toList());
    }

    private void publish(int count, int bytes) {
        for (int i = 0; i < count; i++) {
            queue.add(new TestPublication(new byte[bytes], Acknowledgement.ORDERED));
        }
    }

    private List<ByteBuffer> sent(FrameType type) {
        return sender.take().stream()
                .peek(sent -> assertThat(sent.to()).contains(SEQUENCER.endpoint()))
                .filter(sent -> sent.type() == type)
                .map(RecordingSender.Sent::datagram)
                .toList();
    }
}
