package org.ordercast.engine.frame;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How messages become entries: adjacent ones of a publisher share a batch, and what has no room leaves no trace. */
class EntryWriterTest {

    private final ByteBuffer frame = ByteBuffer.allocate(1000);
    private final EntryWriter writer = new EntryWriter();

    EntryWriterTest() {
        writer.wrap(frame);
    }

    @Test
    void adjacentMessagesOfOnePublisherShareABatch() {
        writer.addMessage(7, 1, new byte[10], false);
        writer.addMessage(7, 2, new byte[0], false);
        writer.addMessage(7, 3, new byte[20], false);

        assertThat(entries()).containsExactly("batch of 3 from 7/1, 42 bytes");
    }

    @Test
    void anotherPublisherBeginsABatch() {
        writer.addMessage(7, 1, new byte[10], false);
        writer.addMessage(8, 2, new byte[10], false);

        assertThat(entries()).containsExactly("batch of 1 from 7/1, 14 bytes", "batch of 1 from 8/2, 14 bytes");
    }

    @Test
    void aGapInTheNumbersBeginsABatch() {
        writer.addMessage(7, 1, new byte[10], false);
        writer.addMessage(7, 3, new byte[10], false);

        assertThat(entries()).containsExactly("batch of 1 from 7/1, 14 bytes", "batch of 1 from 7/3, 14 bytes");
    }

    @Test
    void aPartEndsABatch() {
        writer.addMessage(7, 1, new byte[10], false);
        writer.addPart(EntryKind.FRAGMENT, 7, 2, new byte[50], 0, false);
        writer.addMessage(7, 3, new byte[10], false);

        assertThat(entries())
                .containsExactly(
                        "batch of 1 from 7/1, 14 bytes", "part 0+50 of 50 from 7/2", "batch of 1 from 7/3, 14 bytes");
    }

    @Test
    void anotherFrameBeginsABatch() {
        writer.addMessage(7, 1, new byte[10], false);
        ByteBuffer second = ByteBuffer.allocate(1000);
        writer.wrap(second);
        writer.addMessage(7, 2, new byte[10], false);

        assertThat(entries()).containsExactly("batch of 1 from 7/1, 14 bytes");
        assertThat(entries(second)).containsExactly("batch of 1 from 7/2, 14 bytes");
    }

    @Test
    void aMessageForWhichThereIsNoRoomLeavesNoTrace() {
        frame.limit(Entry.HEADER + 4 + 10 + 4 + 9);
        assertThat(writer.addMessage(7, 1, new byte[10], false)).isTrue();
        assertThat(writer.addMessage(7, 2, new byte[10], true)).isFalse();
        assertThat(writer.addMessage(8, 1, new byte[0], true)).isFalse();

        assertThat(writer.isPrompt()).isFalse();
        assertThat(entries()).containsExactly("batch of 1 from 7/1, 14 bytes");
        assertThat(writer.addMessage(7, 2, new byte[9], false)).isTrue();
    }

    @Test
    void aFrameIsFilledToItsLastByte() {
        frame.limit(Entry.HEADER + 4 + 10);
        assertThat(writer.addMessage(7, 1, new byte[11], false)).isFalse();
        assertThat(writer.addMessage(7, 1, new byte[10], false)).isTrue();
        assertThat(frame.hasRemaining()).isFalse();
    }

    @Test
    void oneMessageThatWaitsMakesItsBatchAndItsFramePrompt() {
        writer.addMessage(7, 1, new byte[10], false);
        assertThat(writer.isPrompt()).isFalse();
        writer.addMessage(7, 2, new byte[10], true);
        writer.addMessage(7, 3, new byte[10], false);

        assertThat(writer.isPrompt()).isTrue();
        assertThat(entries()).containsExactly("prompt batch of 3 from 7/1, 42 bytes");
    }

    @Test
    void anotherFrameIsNotPromptUntilItHasAMessageThatWaits() {
        writer.addMessage(7, 1, new byte[10], true);
        writer.wrap(ByteBuffer.allocate(100));

        assertThat(writer.isPrompt()).isFalse();
        assertThat(writer.addPart(EntryKind.FRAGMENT, 7, 2, new byte[50], 0, true))
                .isEqualTo(50);
        assertThat(writer.isPrompt()).isTrue();
    }

    @Test
    void aLargeMessageIsCutWhereTheFrameEnds() {
        byte[] whole = new byte[100];
        for (int i = 0; i < whole.length; i++) {
            whole[i] = (byte) i;
        }
        frame.limit(Entry.HEADER + Entry.PART_PREFIX + 40);
        assertThat(writer.addPart(EntryKind.FRAGMENT, 7, 1, whole, 30, false)).isEqualTo(40);
        assertThat(writer.addPart(EntryKind.FRAGMENT, 7, 1, whole, 70, false)).isZero();

        assertThat(entries()).containsExactly("part 30+40 of 100 from 7/1");
        assertThat(frame.get(Entry.HEADER + Entry.PART_PREFIX)).isEqualTo((byte) 30);
    }

    @Test
    void aPartIsAtLeastOneByte() {
        frame.limit(Entry.HEADER + Entry.PART_PREFIX);
        assertThat(writer.addPart(EntryKind.FRAGMENT, 7, 1, new byte[100], 0, false))
                .isZero();
        assertThat(frame.position()).isZero();
        frame.limit(Entry.HEADER + Entry.PART_PREFIX + 1);
        assertThat(writer.addPart(EntryKind.FRAGMENT, 7, 1, new byte[100], 0, false))
                .isEqualTo(1);
    }

    @Test
    void copiedBatchesJoinWhatTheyFollow() {
        writer.addMessage(7, 1, new byte[10], false);
        ByteBuffer source = source(7, 2, 3, true);

        assertThat(copyAll(source)).isTrue();
        assertThat(writer.isPrompt()).isTrue();
        assertThat(entries()).containsExactly("prompt batch of 4 from 7/1, 29 bytes");
    }

    @Test
    void copiedBatchesThatFollowNothingStandAlone() {
        assertThat(copyAll(source(7, 2, 3, false))).isTrue();
        assertThat(copyAll(source(7, 6, 1, false))).isTrue();
        assertThat(copyAll(source(7, 7, 1, false))).isTrue();

        assertThat(entries()).containsExactly("batch of 3 from 7/2, 15 bytes", "batch of 2 from 7/6, 10 bytes");
    }

    @Test
    void aCopyForWhichThereIsNoRoomLeavesNoTrace() {
        writer.addMessage(7, 1, new byte[10], false);
        frame.limit(frame.position() + 14);

        assertThat(copyAll(source(7, 2, 3, true))).isFalse();
        assertThat(writer.isPrompt()).isFalse();
        assertThat(entries()).containsExactly("batch of 1 from 7/1, 14 bytes");
    }

    @Test
    void aBatchNeverHoldsMoreThanItsCountCanSay() {
        ByteBuffer large = ByteBuffer.allocate(70_000 * 4 + 100);
        writer.wrap(large);
        for (int i = 1; i <= 65_530; i++) {
            writer.addMessage(7, i, new byte[0], false);
        }
        assertThat(copyAll(emptyMessages(65_531, 5))).isTrue();
        assertThat(copyAll(emptyMessages(65_536, 6))).isTrue();
        writer.addMessage(7, 65_542, new byte[0], false);

        assertThat(entries(large))
                .containsExactly("batch of 65535 from 7/1, 262140 bytes", "batch of 7 from 7/65536, 28 bytes");
        assertThat(Entry.areValid(large.flip(), 0)).isTrue();
    }

    private boolean copyAll(ByteBuffer source) {
        Entry entry = new Entry();
        entry.wrap(source, 0);
        boolean all = true;
        while (entry.next()) {
            all &= writer.copy(source, entry);
        }
        return all;
    }

    private static ByteBuffer source(long publisher, long first, int count, boolean prompt) {
        ByteBuffer source = ByteBuffer.allocate(500);
        EntryWriter other = new EntryWriter();
        other.wrap(source);
        for (int i = 0; i < count; i++) {
            other.addMessage(publisher, first + i, new byte[1], prompt);
        }
        return source.flip();
    }

    private static ByteBuffer emptyMessages(long first, int count) {
        ByteBuffer source = ByteBuffer.allocate(500);
        EntryWriter other = new EntryWriter();
        other.wrap(source);
        for (int i = 0; i < count; i++) {
            other.addMessage(7, first + i, new byte[0], false);
        }
        return source.flip();
    }

    private List<String> entries() {
        return entries(frame);
    }

    private static List<String> entries(ByteBuffer written) {
        ByteBuffer read = written.duplicate().flip();
        assertThat(Entry.areValid(read, 0)).isTrue();
        List<String> entries = new ArrayList<>();
        Entry entry = new Entry();
        entry.wrap(read, 0);
        while (entry.next()) {
            String prompt = entry.isPrompt() ? "prompt " : "";
            String from = " from " + entry.publisher() + "/" + entry.publisherSequence();
            entries.add(
                    entry.kind() == EntryKind.BATCH
                            ? prompt + "batch of " + entry.count() + from + ", " + entry.contentLength() + " bytes"
                            : prompt + "part " + entry.partOffset() + "+" + entry.partLength() + " of "
                                    + entry.wholeLength() + from);
        }
        return entries;
    }
}
