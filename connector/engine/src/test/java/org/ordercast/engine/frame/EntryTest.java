package org.ordercast.engine.frame;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which entries can be read; the reader itself trusts what was found valid. */
class EntryTest {

    private static final int COUNT = 2;
    private static final int LENGTH = 4;
    private static final int NUMBER = 16;
    private static final int CONTENT = Entry.HEADER;
    private static final int WHOLE = CONTENT;
    private static final int OFFSET = CONTENT + 4;

    @Test
    void everyKindOfEntryIsReadAsItWasWritten() {
        ByteBuffer frame = ByteBuffer.allocate(500);
        EntryWriter writer = new EntryWriter();
        writer.wrap(frame.position(10));
        writer.addMessage(7, 1, new byte[3], false);
        writer.addMessage(7, 2, new byte[0], true);
        writer.addPart(EntryKind.FRAGMENT, 8, 5, new byte[60], 20, false);
        writer.addPart(EntryKind.VIEW, 9, 4, new byte[30], 0, false);
        frame.flip();

        assertThat(Entry.areValid(frame, 10)).isTrue();
        Entry entry = new Entry();
        entry.wrap(frame, 10);
        assertThat(entry.next()).isTrue();
        assertThat(entry.kind()).isEqualTo(EntryKind.BATCH);
        assertThat(entry.isPrompt()).isTrue();
        assertThat(entry.count()).isEqualTo(2);
        assertThat(entry.publisher()).isEqualTo(7);
        assertThat(entry.publisherSequence()).isEqualTo(1);
        assertThat(entry.start()).isEqualTo(10);
        assertThat(entry.contentStart()).isEqualTo(34);
        assertThat(entry.contentLength()).isEqualTo(4 + 3 + 4);
        assertThat(entry.next()).isTrue();
        assertThat(entry.kind()).isEqualTo(EntryKind.FRAGMENT);
        assertThat(entry.isPrompt()).isFalse();
        assertThat(entry.wholeLength()).isEqualTo(60);
        assertThat(entry.partOffset()).isEqualTo(20);
        assertThat(entry.partLength()).isEqualTo(40);
        assertThat(entry.isLastPart()).isTrue();
        assertThat(entry.next()).isTrue();
        assertThat(entry.kind()).isEqualTo(EntryKind.VIEW);
        assertThat(entry.end()).isEqualTo(frame.limit());
        assertThat(entry.next()).isFalse();
    }

    @Test
    void aFrameWithoutEntriesIsNotValid() {
        assertThat(Entry.areValid(ByteBuffer.allocate(10), 10)).isFalse();
    }

    @Test
    void everyTruncationOfABatchIsNotValid() {
        ByteBuffer frame = batch();
        for (int limit = 0; limit < frame.limit(); limit++) {
            assertThat(Entry.areValid(frame.duplicate().limit(limit), 0))
                    .as("%s bytes", limit)
                    .isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 12, 14, 1000, Integer.MAX_VALUE, Integer.MAX_VALUE - Entry.HEADER, Integer.MIN_VALUE})
    void aWrongLengthOfTheContentIsNotValid(int length) {
        assertThat(Entry.areValid(batch().putInt(LENGTH, length), 0)).isFalse();
    }

    @Test
    void aBatchThatSaysToGoOnBehindTheFrameIsNotValidHoweverLittle() {
        for (int beyond = 1; beyond <= 3 * Entry.HEADER; beyond++) {
            ByteBuffer batch = batch();
            int lastMessage = batch.limit() - Entry.MESSAGE_PREFIX;
            batch.putInt(LENGTH, batch.getInt(LENGTH) + beyond);
            batch.putInt(lastMessage, batch.getInt(lastMessage) + beyond);

            assertThat(Entry.areValid(batch, 0)).as("%s bytes", beyond).isFalse();
        }
    }

    @Test
    void aPartThatSaysToGoOnBehindTheFrameIsNotValidHoweverLittle() {
        for (int beyond = 1; beyond <= 3 * Entry.HEADER; beyond++) {
            ByteBuffer frame = ByteBuffer.allocate(500);
            EntryWriter writer = new EntryWriter();
            writer.wrap(frame);
            writer.addPart(EntryKind.FRAGMENT, 8, 5, new byte[60], 20, false);
            frame.flip().putInt(WHOLE, 10_000).putInt(LENGTH, frame.getInt(LENGTH) + beyond);

            assertThat(Entry.areValid(frame, 0)).as("%s bytes", beyond).isFalse();
        }
    }

    @Test
    void aPartWithoutContentIsNotValid() {
        ByteBuffer frame = ByteBuffer.allocate(CONTENT + 8);
        frame.put(0, EntryKind.FRAGMENT)
                .putShort(COUNT, (short) 1)
                .putInt(LENGTH, 8)
                .putLong(NUMBER, 5);
        frame.putInt(WHOLE, 60).putInt(OFFSET, 20);

        assertThat(Entry.areValid(frame, 0)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 4, 6, 1000, Integer.MAX_VALUE, Integer.MAX_VALUE - 4, Integer.MIN_VALUE})
    void aWrongLengthOfAMessageIsNotValid(int length) {
        assertThat(Entry.areValid(batch().putInt(CONTENT, length), 0)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3, 255, 65_535})
    void aWrongCountIsNotValid(int count) {
        assertThat(Entry.areValid(batch().putShort(COUNT, (short) count), 0)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -1, Long.MIN_VALUE, Long.MAX_VALUE, (1L << 62) + 1})
    void aNumberThatCannotBeIsNotValid(long number) {
        assertThat(Entry.areValid(batch().putLong(NUMBER, number), 0)).isFalse();
    }

    @Test
    void aKindThatIsNoneIsNotValid() {
        for (int kind = 0; kind < 256; kind++) {
            if (kind != EntryKind.BATCH) {
                assertThat(Entry.areValid(batch().put(0, (byte) kind), 0))
                        .as("kind %s", kind)
                        .isFalse();
            }
        }
    }

    @Test
    void aReferenceNamesAFrameOfAStreamAndHasANumber() {
        assertThat(Entry.areValid(reference(9, 4, 17), 0)).isTrue();
        assertThat(Entry.areValid(reference(0, 4, 17), 0)).isFalse();
        assertThat(Entry.areValid(reference(9, -1, 17), 0)).isFalse();
        assertThat(Entry.areValid(reference(9, 4, Long.MAX_VALUE), 0)).isFalse();
        assertThat(Entry.areValid(reference(9, 4, 17).putShort(COUNT, (short) 2), 0))
                .isFalse();
        assertThat(Entry.areValid(reference(9, 4, 17).putInt(LENGTH, 16).limit(Entry.HEADER + 16), 0))
                .isFalse();
        Entry entry = new Entry();
        entry.wrap(reference(9, 4, 17), 0);
        assertThat(entry.next()).isTrue();
        assertThat(entry.isPrompt()).isTrue();
        assertThat(entry.publisher()).isEqualTo(7);
        assertThat(entry.publisherSequence()).isEqualTo(3);
        assertThat(entry.referencedStream()).isEqualTo(9);
        assertThat(entry.referencedFrame()).isEqualTo(4);
        assertThat(entry.referenceNumber()).isEqualTo(17);
    }

    private static ByteBuffer reference(long stream, long number, long reference) {
        ByteBuffer frame = ByteBuffer.allocate(Entry.HEADER + Entry.REFERENCE_LENGTH);
        EntryWriter writer = new EntryWriter();
        writer.wrap(frame);
        assertThat(writer.addReference(7, 3, stream, number, reference, true)).isTrue();
        assertThat(writer.addReference(7, 3, stream, number, reference, true)).isFalse();
        return frame.flip();
    }

    @Test
    void aPublishStreamHasMessagesOnly() {
        assertThat(Entry.areMessages(batch(), 0)).isTrue();
        assertThat(Entry.areMessages(part(EntryKind.FRAGMENT), 0)).isTrue();
        assertThat(Entry.areMessages(part(EntryKind.VIEW), 0)).isFalse();
        assertThat(Entry.areMessages(reference(9, 4, 17), 0)).isFalse();
    }

    @Test
    void theLargestCountOfEmptyMessagesIsValid() {
        int count = Entry.MAX_COUNT;
        ByteBuffer frame = ByteBuffer.allocate(Entry.HEADER + count * Entry.MESSAGE_PREFIX);
        frame.put(EntryKind.BATCH).put((byte) 0).putShort((short) count);
        frame.putInt(count * Entry.MESSAGE_PREFIX).putLong(7).putLong(1).clear();

        assertThat(Entry.areValid(frame, 0)).isTrue();
        Entry entry = new Entry();
        entry.wrap(frame, 0);
        assertThat(entry.next()).isTrue();
        assertThat(entry.count()).isEqualTo(65_535);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, 15, Integer.MIN_VALUE})
    void aPartLongerThanItsWholeIsNotValid(int whole) {
        assertThat(Entry.areValid(part(EntryKind.FRAGMENT).putInt(WHOLE, whole), 0))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 21, 100, Integer.MAX_VALUE, Integer.MIN_VALUE})
    void aPartBehindItsWholeIsNotValid(int offset) {
        assertThat(Entry.areValid(part(EntryKind.FRAGMENT).putInt(OFFSET, offset), 0))
                .isFalse();
    }

    @Test
    void anEmptyPartIsNotValid() {
        ByteBuffer frame = ByteBuffer.allocate(Entry.HEADER + Entry.PART_PREFIX);
        frame.put(EntryKind.FRAGMENT).put((byte) 0).putShort((short) 1);
        frame.putInt(Entry.PART_PREFIX).putLong(7).putLong(1).putInt(10).putInt(10);

        assertThat(Entry.areValid(frame.clear(), 0)).isFalse();
    }

    @Test
    void aPartHoldsOneMessage() {
        assertThat(Entry.areValid(part(EntryKind.FRAGMENT).putShort(COUNT, (short) 2), 0))
                .isFalse();
        assertThat(Entry.areValid(part(EntryKind.VIEW).putShort(COUNT, (short) 2), 0))
                .isFalse();
    }

    @Test
    void whatNoMessageAndNoViewReachesIsNotValid() {
        assertThat(Entry.areValid(part(EntryKind.FRAGMENT).putInt(WHOLE, 1 << 30), 0))
                .isTrue();
        assertThat(Entry.areValid(part(EntryKind.FRAGMENT).putInt(WHOLE, (1 << 30) + 1), 0))
                .isFalse();
        assertThat(Entry.areValid(part(EntryKind.VIEW).putInt(WHOLE, 74_242), 0))
                .isTrue();
        assertThat(Entry.areValid(part(EntryKind.VIEW).putInt(WHOLE, 74_243), 0))
                .isFalse();
    }

    @Test
    void whatIsValidCanBeReadToItsEnd() {
        Random random = new Random(4);
        Entry entry = new Entry();
        int valid = 0;
        for (int i = 0; i < 50_000; i++) {
            ByteBuffer frame = mutated(i % 2 == 0 ? batch() : part(EntryKind.FRAGMENT), random);
            if (Entry.areValid(frame, 0)) {
                valid++;
                entry.wrap(frame, 0);
                while (entry.next()) {
                    assertThat(entry.end()).isBetween(entry.start() + Entry.HEADER, frame.limit());
                }
            }
        }
        assertThat(valid).isPositive();
    }

    private static ByteBuffer mutated(ByteBuffer frame, Random random) {
        for (int changes = random.nextInt(3); changes >= 0; changes--) {
            frame.put(random.nextInt(frame.limit()), (byte) random.nextInt());
        }
        return frame.limit(random.nextInt(4) == 0 ? random.nextInt(frame.limit()) : frame.limit());
    }

    /** A batch of a message of 5 bytes and an empty one. */
    private static ByteBuffer batch() {
        ByteBuffer frame = ByteBuffer.allocate(Entry.HEADER + 13);
        EntryWriter writer = new EntryWriter();
        writer.wrap(frame);
        writer.addMessage(7, 1, new byte[] {1, 2, 3, 4, 5}, false);
        writer.addMessage(7, 2, new byte[0], false);
        return frame.flip();
    }

    /** 16 bytes at 20 of a whole of 36. */
    private static ByteBuffer part(byte kind) {
        ByteBuffer frame = ByteBuffer.allocate(Entry.HEADER + Entry.PART_PREFIX + 16);
        EntryWriter writer = new EntryWriter();
        writer.wrap(frame);
        writer.addPart(kind, 7, 1, new byte[36], 20, false);
        return frame.flip();
    }
}
