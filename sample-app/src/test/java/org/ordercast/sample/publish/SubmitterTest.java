package org.ordercast.sample.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.ordercast.OrdercastException;
import org.ordercast.sample.book.Command;
import org.ordercast.sample.book.OrderId;
import org.ordercast.sample.book.Side;
import org.ordercast.sample.unordered.UnorderedLane;
import org.ordercast.sample.wire.Content;
import org.ordercast.sample.wire.Submission;

@DisplayName("A submitter")
class SubmitterTest {

    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00.123456Z");

    private final TestGroup ordercast = new TestGroup();
    private final UnorderedLane unordered = new UnorderedLane();
    private final Submitter submitter =
            new Submitter("server-1", 9, Clock.fixed(NOW, ZoneOffset.UTC), unordered, TestGroup.noPeers());

    @Test
    void numbersItsOrdersAndSaysWhoSubmittedThemAndWhen() throws OrdercastException {
        submitter.place(ordercast, Side.BUY, 100, 5);
        submitter.place(ordercast, Side.SELL, 101, 6);

        assertThat(ordercast.sent)
                .containsExactly(
                        new Submission(
                                "server-1",
                                Submitter.micros(NOW),
                                new Content.ForBook(new Command.Place(new OrderId(9, 1), Side.BUY, 100, 5))),
                        new Submission(
                                "server-1",
                                Submitter.micros(NOW),
                                new Content.ForBook(new Command.Place(new OrderId(9, 2), Side.SELL, 101, 6))));
    }

    @Test
    void keepsMicroseconds() {
        assertThat(Submitter.micros(NOW) % 1_000_000).isEqualTo(123_456);
    }

    @Test
    void givesBothLanesTheSameCommands() throws OrdercastException {
        OrderId id = submitter.place(ordercast, Side.BUY, 100, 5).id();
        submitter.cancel(ordercast, id);

        assertThat(ordercast.sent).hasSize(2);
        assertThat(unordered.view(1).count()).isEqualTo(2);
        assertThat(unordered.view(1).book().resting()).isZero();
    }

    @Test
    void givesNeitherLaneACommandThatOrdercastDidNotTake() {
        ordercast.failFrom = 0;

        assertThatExceptionOfType(OrdercastException.class)
                .isThrownBy(() -> submitter.place(ordercast, Side.BUY, 100, 5));
        assertThat(unordered.view(1).count()).isZero();
    }

    @Test
    void keepsWhatIsNotForTheBookOutOfTheLaneWithoutOrdering() throws OrdercastException {
        submitter.publish(ordercast, new Content.SnapshotRequest("server-2"));

        assertThat(ordercast.sent).hasSize(1);
        assertThat(unordered.view(1).count()).isZero();
    }
}
