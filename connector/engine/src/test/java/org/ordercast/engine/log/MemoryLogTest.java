package org.ordercast.engine.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.ordercast.engine.Cursor;
import org.ordercast.engine.Delivery;
import org.ordercast.engine.GroupFailedException;
import org.ordercast.engine.MemberClosedException;
import org.ordercast.engine.OrderGapException;

class MemoryLogTest {

    private static final long CAPACITY = 8_000;

    private final AtomicInteger roomAgain = new AtomicInteger();
    private final MemoryLog log = new MemoryLog(CAPACITY, roomAgain::incrementAndGet);

    @Test
    void aCursorReadsWhatIsAppendedAfterItWasOpened() throws Exception {
        log.append(Batches.record(Batches.of(1, "before")));
        Cursor cursor = log.openCursor();
        log.append(Batches.record(Batches.of(2, "two", "three")));
        log.append(Batches.record(Batches.of(4, "four")));

        assertThat(next(cursor)).isEqualTo("two");
        assertThat(next(cursor)).isEqualTo("three");
        assertThat(next(cursor)).isEqualTo("four");
        assertThat(cursor.peek(Duration.ZERO)).isEmpty();
    }

    @Test
    void aDeliveryNamesItsPlaceAndItsPublisher() throws Exception {
        Cursor cursor = log.openCursor();
        log.append(Batches.record(Batches.of(41, "a", "b")));
        next(cursor);

        Delivery delivery = cursor.peek(Duration.ZERO).orElseThrow();

        assertThat(delivery.sequence()).isEqualTo(42);
        assertThat(delivery.epoch()).isEqualTo(Batches.EPOCH);
        assertThat(delivery.publisher()).isEqualTo(Batches.PUBLISHER);
        assertThat(delivery.incarnation()).isEqualTo(Batches.INCARNATION);
        assertThat(delivery.publisherSequence()).isEqualTo(1042);
        assertThat(delivery.payload().isReadOnly()).isTrue();
    }

    @Test
    void aMessageStaysTheNextOneUntilAdvanceAndIsWholeAtEachLook() throws Exception {
        Cursor cursor = log.openCursor();
        log.append(Batches.record(Batches.of(1, "first", "second")));

        Delivery look = cursor.peek(Duration.ZERO).orElseThrow();
        look.payload().limit(2).position(2);

        assertThat(text(cursor.peek(Duration.ZERO).orElseThrow())).isEqualTo("first");
        cursor.advance();
        assertThat(text(cursor.peek(Duration.ZERO).orElseThrow())).isEqualTo("second");
    }

    @Test
    void aDeliveryEndsWhereTheCursorAdvances() throws Exception {
        Cursor cursor = log.openCursor();
        log.append(Batches.record(Batches.of(1, "first", "second")));

        Delivery first = cursor.peek(Duration.ZERO).orElseThrow();
        cursor.advance();

        assertThatThrownBy(first::sequence).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(first::payload).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void anEmptyMessageIsAMessage() throws Exception {
        Cursor cursor = log.openCursor();
        log.append(Batches.record(Batches.of(1, "", "", "x")));

        assertThat(next(cursor)).isEmpty();
        assertThat(next(cursor)).isEmpty();
        assertThat(next(cursor)).isEqualTo("x");
    }

    @Test
    void advanceWantsAPeekThatGaveAMessage() throws Exception {
        Cursor cursor = log.openCursor();
        assertThatIllegalStateException().isThrownBy(cursor::advance);

        log.append(Batches.record(Batches.of(1, "first", "second")));
        assertThatIllegalStateException().isThrownBy(cursor::advance);

        next(cursor);
        assertThatIllegalStateException().isThrownBy(cursor::advance);
    }

    @Test
    void positionAndLagFollowTheReader() throws Exception {
        log.append(Batches.record(Batches.of(1, "a", "b")));
        Cursor cursor = log.openCursor();
        assertThat(cursor.position()).isEqualTo(2);
        assertThat(cursor.lag()).isZero();

        log.append(Batches.record(Batches.of(3, "c", "d")));
        assertThat(cursor.lag()).isEqualTo(2);

        next(cursor);
        assertThat(cursor.position()).isEqualTo(3);
        assertThat(cursor.lag()).isOne();
    }

    @Test
    void aCursorOpenedBeforeTheMemberJoinedBeginsWhereTheOrderOfTheMemberDoes() throws Exception {
        Cursor cursor = log.openCursor();
        assertThat(cursor.position()).isZero();

        log.begin(Batches.stateAt(500));
        assertThat(cursor.position()).isEqualTo(500);
        assertThat(log.openCursor().position()).isEqualTo(500);

        log.append(Batches.record(Batches.of(501, "first")));
        assertThat(cursor.peek(Duration.ZERO).orElseThrow().sequence()).isEqualTo(501);
    }

    @Test
    void theOrderHasNoHoleButAReportedOne() {
        log.begin(Batches.stateAt(10));

        assertThatIllegalStateException()
                .isThrownBy(() -> log.append(Batches.record(Batches.of(12, "skips 11"))))
                .withMessageContaining("goes on with 11, not with message 12");

        log.append(Batches.record(Batches.of(11, "a", "b")));
        assertThatIllegalStateException().isThrownBy(() -> log.append(Batches.record(Batches.of(12, "again"))));
        assertThatIllegalStateException().isThrownBy(() -> log.append(Batches.gap(14, 20, "too far")));
        assertThatIllegalStateException().isThrownBy(() -> log.begin(Batches.stateAt(99)));

        log.append(Batches.gap(13, 20, "away for too long"));
        log.append(Batches.record(Batches.of(21, "c")));
    }

    @Test
    void aGapIsThrownOnceToEachCursorAndReadingGoesOnBehindIt() throws Exception {
        Cursor one = log.openCursor();
        Cursor other = log.openCursor();
        log.append(Batches.record(Batches.of(1, "a")));
        log.append(Batches.gap(2, 9, "the member was away for too long"));
        log.append(Batches.record(Batches.of(10, "b")));

        for (Cursor cursor : new Cursor[] {one, other}) {
            assertThat(next(cursor)).isEqualTo("a");
            assertThatExceptionOfType(OrderGapException.class)
                    .isThrownBy(() -> cursor.peek(Duration.ZERO))
                    .withMessageContaining("2 to 9")
                    .withMessageContaining("the member was away for too long")
                    .matches(gap -> gap.first() == 2 && gap.last() == 9);
            assertThat(cursor.position()).isEqualTo(9);
            assertThat(next(cursor)).isEqualTo("b");
        }
    }

    @Test
    void aCursorForAReaderThatWasAwaySaysWhatWasNotKeptForIt() throws Exception {
        log.append(Batches.record(Batches.of(1, "a", "b", "c")));
        Cursor away = log.openCursor(1);
        Cursor present = log.openCursor(3);
        log.append(Batches.record(Batches.of(4, "d")));

        assertThat(next(present)).isEqualTo("d");
        assertThatExceptionOfType(OrderGapException.class)
                .isThrownBy(() -> away.peek(Duration.ZERO))
                .matches(gap -> gap.first() == 2 && gap.last() == 3);
        assertThat(next(away)).isEqualTo("d");
        assertThatIllegalArgumentException().isThrownBy(() -> log.openCursor(5)).withMessageContaining("up to 4");
    }

    @Test
    void whatWasReceivedBeforeTheMemberFailedIsReadFirst() throws Exception {
        Cursor cursor = log.openCursor();
        log.append(Batches.record(Batches.of(1, "last words")));

        log.end(() -> new GroupFailedException("the orders differ"));

        assertThat(next(cursor)).isEqualTo("last words");
        for (int i = 0; i < 2; i++) {
            assertThatExceptionOfType(GroupFailedException.class)
                    .isThrownBy(() -> cursor.peek(Duration.ofDays(1)))
                    .withMessage("the orders differ");
        }
    }

    @Test
    void theFirstEndCounts() {
        Cursor cursor = log.openCursor();

        log.end(() -> new GroupFailedException("failed"));
        log.end(() -> new MemberClosedException("closed"));

        assertThatExceptionOfType(GroupFailedException.class).isThrownBy(() -> cursor.peek(Duration.ZERO));
        assertThatExceptionOfType(GroupFailedException.class).isThrownBy(log::openCursor);
    }

    @Test
    void aClosedCursorReadsNoMore() throws Exception {
        Cursor cursor = log.openCursor();
        log.append(Batches.record(Batches.of(1, "a", "b")));
        next(cursor);

        cursor.close();
        cursor.close();

        assertThatExceptionOfType(MemberClosedException.class).isThrownBy(() -> cursor.peek(Duration.ZERO));
    }

    @Test
    void withoutACursorNothingIsKept() {
        for (int sequence = 1; sequence <= 100; sequence++) {
            assertThat(log.hasRoom()).isTrue();
            log.append(Batches.record(Batches.sized(sequence, 1_000)));
        }
    }

    @Test
    void theSlowestCursorDecidesWhetherThereIsRoom() throws Exception {
        Cursor slow = log.openCursor();
        Cursor fast = log.openCursor();
        int appended = fill();
        drain(fast, appended);
        assertThat(log.hasRoom()).isFalse();

        drain(slow, appended);

        assertThat(log.hasRoom()).isTrue();
    }

    @Test
    void theMemberIsToldOnceThatThereIsRoomAgain() throws Exception {
        Cursor cursor = log.openCursor();
        int appended = fill();
        assertThat(roomAgain).hasValue(0);

        next(cursor);
        assertThat(roomAgain).as("a single small message makes too little room").hasValue(0);
        assertThat(log.hasRoom()).isFalse();

        drain(cursor, appended - 1);
        assertThat(roomAgain).hasValue(1);
        assertThat(log.hasRoom()).isTrue();
    }

    @Test
    void closingTheCursorThatLagsMakesRoom() {
        Cursor cursor = log.openCursor();
        fill();

        cursor.close();

        assertThat(roomAgain).hasValue(1);
        assertThat(log.hasRoom()).isTrue();
    }

    @Test
    void aMessageLargerThanTheLogPassesOnItsOwn() throws Exception {
        Cursor cursor = log.openCursor();
        assertThat(log.hasRoom()).isTrue();

        log.append(Batches.record(Batches.sized(1, (int) CAPACITY * 2)));
        assertThat(log.hasRoom()).isFalse();

        next(cursor);
        assertThat(log.hasRoom()).isTrue();
    }

    @Test
    void evenEmptyMessagesTakeRoom() {
        Cursor cursor = log.openCursor();
        int sequence = 0;
        while (log.hasRoom() && sequence < CAPACITY) {
            sequence++;
            log.append(Batches.record(Batches.sized(sequence, 0)));
        }

        assertThat(log.hasRoom()).isFalse();
        assertThat(cursor.lag()).isEqualTo(sequence);
    }

    /** Appends small messages until there is no room, and says how many. */
    private int fill() {
        int appended = 0;
        while (log.hasRoom()) {
            appended++;
            log.append(Batches.record(Batches.sized(appended, 100)));
        }
        return appended;
    }

    private static void drain(Cursor cursor, int messages) throws InterruptedException {
        for (int i = 0; i < messages; i++) {
            next(cursor);
        }
    }

    private static String next(Cursor cursor) throws InterruptedException {
        String text = text(cursor.peek(Duration.ZERO).orElseThrow());
        cursor.advance();
        return text;
    }

    private static String text(Delivery delivery) {
        return UTF_8.decode(delivery.payload()).toString();
    }
}
