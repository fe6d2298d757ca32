package org.ordercast.engine.ordering;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.ordercast.engine.frame.Entry;
import org.ordercast.engine.frame.EntryKind;
import org.ordercast.engine.frame.EntryWriter;

/** A publisher's messages come one after the other, each whole or part by part; what does not go on changes nothing. */
class MessageProgressTest {

    private static final byte[] LARGE = new byte[100];

    private final MessageProgress progress = new MessageProgress(4);

    @Test
    void batchesGoOnByAsManyMessagesAsTheyHold() {
        assertThat(take(entry(1000, writer -> {
                    writer.addMessage(1, 5, new byte[3], false);
                    writer.addMessage(1, 6, new byte[3], false);
                })))
                .isNull();
        assertThat(progress.published()).isEqualTo(6);
    }

    @Test
    void aMessageThatComesTwiceOrTooEarlyDoesNotGoOn() {
        assertThat(take(message(4))).contains("message 4 of p follows message 4");
        assertThat(take(message(6))).contains("message 6 of p follows message 4");
        assertThat(progress.published()).isEqualTo(4);
    }

    @Test
    void aMessageHasComeWithItsLastPart() {
        assertThat(take(part(5, LARGE, 0, 60))).isNull();
        assertThat(progress.isInParts()).isTrue();
        assertThat(progress.published()).isEqualTo(4);
        assertThat(take(part(5, LARGE, 60, 40))).isNull();

        assertThat(progress.isInParts()).isFalse();
        assertThat(progress.published()).isEqualTo(5);
    }

    @Test
    void partsThatDoNotFitDoNotGoOn() {
        assertThat(take(part(5, LARGE, 10, 60))).contains("at 10 of 100 follows 0 of 0");
        take(part(5, LARGE, 0, 60));
        assertThat(take(part(5, LARGE, 50, 20))).contains("at 50 of 100 follows 60 of 100");
        assertThat(take(part(5, new byte[90], 60, 20))).contains("at 60 of 90 follows 60 of 100");
        assertThat(take(message(5))).contains("whole and in parts");

        assertThat(take(part(5, LARGE, 60, 40))).as("nothing has changed").isNull();
    }

    @Test
    void itGoesToWhereAnotherStands() {
        take(part(5, LARGE, 0, 60));
        MessageProgress other = new MessageProgress(0);
        other.goTo(progress);

        assertThat(other.published()).isEqualTo(4);
        assertThat(other.isInParts()).isTrue();
        assertThat(other.take(part(5, LARGE, 60, 40), "p")).isNull();
    }

    private @Nullable String take(Entry entry) {
        return progress.take(entry, "p");
    }

    private static Entry message(long number) {
        return entry(1000, writer -> writer.addMessage(1, number, new byte[3], false));
    }

    private static Entry part(long number, byte[] whole, int offset, int length) {
        return entry(
                Entry.HEADER + Entry.PART_PREFIX + length,
                writer -> writer.addPart(EntryKind.FRAGMENT, 1, number, whole, offset, false));
    }

    private static Entry entry(int room, Consumer<EntryWriter> entries) {
        ByteBuffer frame = ByteBuffer.allocate(room);
        EntryWriter writer = new EntryWriter();
        writer.wrap(frame);
        entries.accept(writer);
        Entry entry = new Entry();
        entry.wrap(frame.flip(), 0);
        assertThat(entry.next()).isTrue();
        return entry;
    }
}
