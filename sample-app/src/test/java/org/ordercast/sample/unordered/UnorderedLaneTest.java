package org.ordercast.sample.unordered;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.ordercast.sample.book.Command;
import org.ordercast.sample.book.OrderId;
import org.ordercast.sample.book.Side;
import org.ordercast.sample.wire.Content;
import org.ordercast.sample.wire.Submission;
import org.ordercast.sample.wire.SubmissionCodec;

@DisplayName("The lane without ordering")
class UnorderedLaneTest {

    private static final Command.Place SELLS = new Command.Place(new OrderId(1, 1), Side.SELL, 100, 5);
    private static final Command.Place BUYS = new Command.Place(new OrderId(2, 1), Side.BUY, 101, 5);
    private static final Command.Place BIDS_LOW = new Command.Place(new OrderId(2, 1), Side.BUY, 90, 5);

    private static byte[] from(String server, Command command) {
        return SubmissionCodec.encode(new Submission(server, 0, new Content.ForBook(command)));
    }

    private final UnorderedLane here = new UnorderedLane();
    private final UnorderedLane there = new UnorderedLane();

    @Test
    void divergesWhenCommandsThatInteractArriveInDifferentOrder() {
        here.apply(from("server-1", SELLS));
        here.apply(from("server-2", BUYS));
        there.apply(from("server-2", BUYS));
        there.apply(from("server-1", SELLS));

        assertThat(here.view(1).origins()).isEqualTo(there.view(1).origins());
        assertThat(here.view(1).book().digest())
                .isNotEqualTo(there.view(1).book().digest());
    }

    @Test
    void agreesWhenTheOrderMadeNoDifferenceToTheBook() {
        here.apply(from("server-1", SELLS));
        here.apply(from("server-2", BIDS_LOW));
        there.apply(from("server-2", BIDS_LOW));
        there.apply(from("server-1", SELLS));

        assertThat(here.view(1).book().digest()).isEqualTo(there.view(1).book().digest());
        assertThat(here.trail().at(1)).isNotEqualTo(there.trail().at(1));
        assertThat(here.trail().at(2)).isPresent().isEqualTo(there.trail().at(2));
    }

    @Test
    void tellsWhetherTwoServersHaveTheSameCommandsWhateverTheirOrder() {
        here.apply(from("server-1", SELLS));
        here.apply(from("server-2", BUYS));
        there.apply(from("server-2", BUYS));
        there.apply(from("server-1", SELLS));

        assertThat(here.trail().at(1).orElseThrow().commands())
                .isNotEqualTo(there.trail().at(1).orElseThrow().commands());
        assertThat(here.trail().at(2).orElseThrow().commands())
                .isEqualTo(there.trail().at(2).orElseThrow().commands());
    }

    @Test
    void takesNothingButCommandsForTheBook() {
        byte[] request = SubmissionCodec.encode(new Submission("server-2", 0, new Content.SnapshotRequest("server-1")));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> here.apply(request))
                .withMessageContaining("server-2");
    }

    @Test
    void countsTheCommandsOfEachServer() {
        here.apply(from("server-1", SELLS));
        here.apply(from("server-2", BUYS));

        assertThat(here.view(1).count()).isEqualTo(2);
        assertThat(here.view(1).origins()).isEqualTo(Map.of("server-1", 1L, "server-2", 1L));
    }

    @Test
    void beginsANewRoundAtAReset() {
        here.apply(from("server-1", SELLS));
        here.apply(from("server-1", new Command.Reset(7)));

        LaneView view = here.view(1);
        assertThat(view.round()).isEqualTo(7);
        assertThat(view.count()).isZero();
        assertThat(view.book().resting()).isZero();
        assertThat(here.trail().last()).isZero();
    }

    @Test
    void endsInTheLaterRoundWhicheverResetArrivesFirst() {
        here.apply(from("server-1", new Command.Reset(7)));
        here.apply(from("server-2", new Command.Reset(9)));
        there.apply(from("server-2", new Command.Reset(9)));
        there.apply(from("server-1", new Command.Reset(7)));

        assertThat(here.view(1)).isEqualTo(there.view(1));
    }
}
