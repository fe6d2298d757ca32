package org.ordercast.engine.publishing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.ordercast.engine.Acknowledgement;
import org.ordercast.engine.Place;
import org.ordercast.engine.frame.Entry;
import org.ordercast.engine.frame.EntryKind;
import org.ordercast.engine.frame.EntryWriter;
import org.ordercast.engine.member.TestPublication;
import org.ordercast.engine.member.TestQueue;

/** A member's own messages are numbered without a gap, told their fate once, and written again after a new join. */
class OwnMessagesTest {

    private static final int WHOLE_LIMIT = 50;

    private final TestQueue queue = new TestQueue();
    private final OwnMessages messages = new OwnMessages(7, queue);

    @Test
    void messagesAreNumberedInTheOrderInWhichTheyWaited() {
        publish("a", "b", "c");

        assertThat(write(500)).containsExactly("1:a", "2:b", "3:c");
        assertThat(messages.hasMore()).isFalse();
        publish("d");
        assertThat(messages.hasMore()).isTrue();
        assertThat(write(500)).containsExactly("4:d");
    }

    @Test
    void whatHasNoRoomWaitsForTheNextFrame() {
        publish("aaaaaaaaaa", "bbbbbbbbbb", "cccccccccc");

        assertThat(write(Entry.HEADER + 2 * 14)).containsExactly("1:aaaaaaaaaa", "2:bbbbbbbbbb");
        assertThat(messages.hasMore()).isTrue();
        assertThat(write(Entry.HEADER + 2 * 14)).containsExactly("3:cccccccccc");
    }

    @Test
    void aLargeMessageIsWrittenInPartsAndTheNextFollowsIt() {
        publish("x".repeat(90), "y");

        assertThat(write(82)).containsExactly("1:0+50/90");
        assertThat(messages.isInParts()).isTrue();
        assertThat(write(120)).containsExactly("1:50+40/90", "2:y");
        assertThat(messages.isInParts()).isFalse();
    }

    @Test
    void aLargeMessageIsNotBegunWhereThatIsNotAllowedButGoesOn() {
        publish("a", "x".repeat(90));
        assertThat(write(500, false)).containsExactly("1:a");
        assertThat(write(500, false)).isEmpty();
        assertThat(messages.hasMore()).isTrue();

        assertThat(write(82, true)).containsExactly("2:0+50/90");
        assertThat(write(82, false)).containsExactly("2:50+40/90");
    }

    @Test
    void theContentIsCountedAsTheOrderCountsIt() {
        publish("abc", "", "x".repeat(90));
        ByteBuffer frame = ByteBuffer.allocate(500);
        EntryWriter writer = new EntryWriter();
        writer.wrap(frame);

        assertThat(messages.write(writer, WHOLE_LIMIT, true)).isEqualTo(4 + 3 + 4 + 90);
    }

    @Test
    void aMessageThatFillsAFrameIsWrittenWhole() {
        publish("x".repeat(WHOLE_LIMIT), "y".repeat(WHOLE_LIMIT + 1));

        assertThat(write(500)).containsExactly("1:" + "x".repeat(WHOLE_LIMIT), "2:0+51/51");
    }

    @Test
    void whatIsWrittenIsCountedOnceItIsWhole() {
        publish("a", "x".repeat(90));
        write(Entry.HEADER * 2 + 60);
        assertThat(messages.written()).isEqualTo(1);
        write(500);
        assertThat(messages.written()).isEqualTo(2);
    }

    @Test
    void whatStandsBeforeALargeMessageThatMayNotBeBegunIsCounted() {
        publish("abc", "x".repeat(90));
        EntryWriter writer = new EntryWriter();
        writer.wrap(ByteBuffer.allocate(500));

        assertThat(messages.write(writer, WHOLE_LIMIT, false)).isEqualTo(4 + 3);
    }

    @Test
    void onlyAMessageWhosePublisherWaitsForOthersAsksForAPromptAnswer() {
        for (Acknowledgement level : Acknowledgement.values()) {
            publish(level);
            ByteBuffer frame = ByteBuffer.allocate(500);
            EntryWriter writer = new EntryWriter();
            writer.wrap(frame);
            messages.write(writer, WHOLE_LIMIT, true);
            Entry entry = new Entry();
            entry.wrap(frame.flip(), 0);
            entry.next();

            assertThat(entry.isPrompt()).as("%s", level).isEqualTo(level != Acknowledgement.ORDERED);
        }
    }

    @Test
    void anOrderedMessageIsCompleteWithItsPlace() {
        List<TestPublication> all = publish("a", "b");
        write(500);
        messages.onOrdered(1, 2, 41, 3);
        assertThat(all).as("may not stand for ever").allMatch(TestPublication::isOpen);
        messages.onPositions(42, 0, 0);

        assertThat(messages.published()).isEqualTo(2);
        assertThat(all.get(0).places()).containsExactly(new Place(41, 3));
        assertThat(all.get(1).places()).containsExactly(new Place(42, 3));
        assertThat(all).allMatch(message -> message.timesOrdered() == 1);
    }

    @Test
    void whatWasOrderedInAPartOfTheOrderThatIsGoneHasAPlaceThatNobodyKnows() {
        List<TestPublication> all = publish("a", "b", "c");
        write(500);
        messages.onOrdered(3, 1, 9, 2);
        messages.onPositions(9, 0, 0);

        assertThat(messages.published()).isEqualTo(3);
        assertThat(all.get(0).failures()).hasSize(1);
        assertThat(all.get(1).failures()).hasSize(1);
        assertThat(all.get(2).places()).containsExactly(new Place(9, 2));
    }

    @Test
    void aMessageWaitsForThePositionThatItsPublisherAskedFor() {
        TestPublication committed = publish(Acknowledgement.COMMITTED);
        TestPublication stable = publish(Acknowledgement.STABLE);
        write(500);
        messages.onPositions(100, 100, 100);
        assertThat(committed.isOpen()).as("not ordered yet").isTrue();
        messages.onOrdered(1, 2, 101, 1);
        assertThat(committed.timesOrdered()).isEqualTo(1);

        messages.onPositions(100, 100, 100);
        assertThat(committed.isOpen()).isTrue();
        messages.onPositions(102, 102, 101);
        assertThat(committed.places()).containsExactly(new Place(101, 1));
        assertThat(stable.isOpen()).isTrue();
        messages.onPositions(102, 102, 102);
        assertThat(stable.places()).containsExactly(new Place(102, 1));
    }

    @Test
    void onlyWhatWasSentCanBeOrdered() {
        publish("a", "b", "x".repeat(90), "waits");
        write(Entry.HEADER * 2 + 60);
        assertThat(messages.canBeOrdered(0)).isTrue();
        assertThat(messages.canBeOrdered(3)).isTrue();
        assertThat(messages.canBeOrdered(4)).isFalse();
        assertThat(messages.canBeOrdered(Long.MAX_VALUE)).isFalse();

        messages.onOrdered(1, 2, 1, 1);
        assertThat(messages.canBeOrdered(1)).isFalse();
        assertThat(messages.canBeOrdered(2)).isTrue();
        assertThatThrownBy(() -> messages.onOrdered(3, 2, 3, 1)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void afterANewJoinWhatIsNotOrderedIsWrittenAgainUnderItsNumber() {
        publish("a", "b", "x".repeat(90), "d");
        write(Entry.HEADER * 2 + 60);
        messages.onOrdered(1, 1, 1, 1);
        messages.onJoined(1);

        assertThat(messages.isInParts()).isFalse();
        assertThat(write(500)).containsExactly("2:b", "3:0+90/90", "4:d");
    }

    @Test
    void whatWasOrderedMeanwhileIsNotWrittenAgainAndItsPlaceIsUnknown() {
        List<TestPublication> all = publish("a", "b", "c");
        write(500);
        messages.onJoined(2);

        assertThat(write(500)).containsExactly("3:c");
        assertThat(messages.published()).isEqualTo(2);
        for (TestPublication message : all.subList(0, 2)) {
            assertThat(message.timesOrdered()).isEqualTo(1);
            assertThat(message.places()).isEmpty();
            assertThat(message.failures()).hasSize(1).first().asString().contains("out of the group");
        }
        assertThat(all.get(2).isOpen()).isTrue();
    }

    @Test
    void aSecondJoinBeforeEverythingIsWrittenAgainLosesNothing() {
        publish("a", "b", "c");
        write(500);
        messages.onJoined(0);
        assertThat(write(Entry.HEADER + 5)).containsExactly("1:a");
        messages.onJoined(1);
        publish("d");

        assertThat(write(500)).containsExactly("2:b", "3:c", "4:d");
    }

    @Test
    void aJoinThatKnowsMoreThanWasSentIsAFault() {
        publish("a");
        write(500);

        assertThatThrownBy(() -> messages.onJoined(2))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("2 messages");
    }

    @Test
    void theEndFailsEverythingThatIsNotComplete() {
        TestPublication ordered = publish(Acknowledgement.ORDERED);
        TestPublication committed = publish(Acknowledgement.COMMITTED);
        TestPublication stable = publish(Acknowledgement.STABLE);
        TestPublication sent = publish(Acknowledgement.ORDERED);
        write(500);
        messages.onOrdered(1, 3, 1, 1);
        messages.onPositions(1, 0, 0);
        TestPublication waiting = publish(Acknowledgement.ORDERED);
        messages.fail("the end");

        assertThat(ordered.failures()).isEmpty();
        for (TestPublication message : List.of(committed, stable, sent, waiting)) {
            assertThat(message.failures()).containsExactly("the end");
            assertThat(message.places()).isEmpty();
        }
        assertThat(messages.hasMore()).isFalse();
    }

    private List<TestPublication> publish(String... texts) {
        List<TestPublication> all = new ArrayList<>();
        for (String text : texts) {
            TestPublication message = new TestPublication(text);
            queue.add(message);
            all.add(message);
        }
        return all;
    }

    private TestPublication publish(Acknowledgement acknowledgement) {
        TestPublication message = new TestPublication(new byte[1], acknowledgement);
        queue.add(message);
        return message;
    }

    private List<String> write(int room) {
        return write(room, true);
    }

    private List<String> write(int room, boolean mayBeginParts) {
        ByteBuffer frame = ByteBuffer.allocate(room);
        EntryWriter writer = new EntryWriter();
        writer.wrap(frame);
        messages.write(writer, WHOLE_LIMIT, mayBeginParts);
        List<String> written = new ArrayList<>();
        Entry entry = new Entry();
        entry.wrap(frame.flip(), 0);
        while (entry.next()) {
            assertThat(entry.publisher()).isEqualTo(7);
            if (entry.kind() == EntryKind.FRAGMENT) {
                written.add(entry.publisherSequence() + ":" + entry.partOffset() + "+" + entry.partLength() + "/"
                        + entry.wholeLength());
                continue;
            }
            ByteBuffer content = frame.slice(entry.contentStart(), entry.contentLength());
            for (int i = 0; i < entry.count(); i++) {
                byte[] payload = new byte[content.getInt()];
                content.get(payload);
                written.add((entry.publisherSequence() + i) + ":" + new String(payload, StandardCharsets.UTF_8));
            }
        }
        return written;
    }
}
