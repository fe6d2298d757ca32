package org.ordercast.sample.replica;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.ordercast.sample.book.BookImage;
import org.ordercast.sample.book.Command;
import org.ordercast.sample.book.OrderBook;
import org.ordercast.sample.wire.Content;

@DisplayName("A replica that comes late")
class CatchingUpTest {

    private final Order order = new Order();
    private final Replica veteran = new Replica("server-1");
    private final Replica newcomer = new Replica("server-3");

    @BeforeEach
    void threeOrdersBeforeTheNewcomerComes() {
        order.place(100, 5);
        order.place(101, 5);
        order.place(102, 5);
        order.deliverTo(veteran);
        newcomer.beginAfter(order.last());
    }

    private void ask(String responder) {
        order.add(new Content.SnapshotRequest(responder));
    }

    @Test
    void isCatchingUpAndSaysWhereItStarted() {
        ReplicaView view = newcomer.view(5);

        assertThat(view.state()).isEqualTo(ReplicaState.CATCHING_UP);
        assertThat(view.startedAt()).isEqualTo(3);
        assertThat(view.book().resting()).isZero();
    }

    @Test
    void knowsThatItIsLateFromItsFirstMessageAlone() {
        Replica untold = new Replica("server-2");
        order.place(103, 5);

        order.deliver(untold, 4);

        assertThat(untold.view(0).state()).isEqualTo(ReplicaState.CATCHING_UP);
        assertThat(untold.view(0).startedAt()).isEqualTo(3);
    }

    @Test
    void appliesNothingBeforeItHasASnapshot() {
        order.place(103, 5);
        order.deliverTo(newcomer);

        assertThat(newcomer.view(5).position()).isEqualTo(4);
        assertThat(newcomer.view(5).kept()).isEqualTo(1);
        assertThat(newcomer.view(5).book().resting()).isZero();
    }

    @Test
    void adoptsTheSnapshotAtItsPlaceInTheOrderAndFollows() {
        ask("server-1");
        order.deliverTo(veteran);
        order.deliverTo(newcomer);
        order.place(104, 5);
        order.deliverTo(veteran);
        order.deliverTo(newcomer);

        assertThat(newcomer.view(5).state()).isEqualTo(ReplicaState.LIVE);
        assertThat(newcomer.view(5).book()).isEqualTo(veteran.view(5).book());
        assertThat(newcomer.view(5).digest()).isEqualTo(veteran.view(5).digest());
        assertThat(newcomer.view(5).applied()).isEqualTo(4);
    }

    @Test
    void appliesWhatWasOrderedBetweenTheRequestAndTheSnapshot() {
        ask("server-1");
        Content.Snapshot snapshot = order.deliver(veteran, 4).orElseThrow();
        order.place(103, 5);
        order.place(104, 5);
        order.add(snapshot);
        order.deliverTo(veteran);
        order.deliverTo(newcomer);

        assertThat(newcomer.view(5).book()).isEqualTo(veteran.view(5).book());
        for (long sequence = 5; sequence <= 7; sequence++) {
            assertThat(newcomer.trail().at(sequence))
                    .isPresent()
                    .isEqualTo(veteran.trail().at(sequence));
        }
    }

    @Test
    void doesNotApplyTwiceWhatTheSnapshotAlreadyHolds() {
        order.place(103, 5);
        ask("server-1");
        order.deliverTo(veteran);
        order.deliverTo(newcomer);

        assertThat(newcomer.view(5).book()).isEqualTo(veteran.view(5).book());
    }

    @Test
    void isAnsweredOnlyByTheServerThatItAsked() {
        Replica bystander = new Replica("server-2");
        ask("server-1");

        order.deliverTo(bystander);

        assertThat(bystander.view(0).state()).isEqualTo(ReplicaState.LIVE);
        assertThat(order.last()).isEqualTo(4);
    }

    @Test
    void isNotAnsweredByOneThatIsCatchingUpItself() {
        Replica other = new Replica("server-2");
        other.beginAfter(3);
        ask("server-2");

        assertThat(order.deliver(other, 4)).isEmpty();
    }

    @Test
    void takesASnapshotThatAnotherNewcomerAskedFor() {
        Replica another = new Replica("server-4");
        another.beginAfter(3);
        ask("server-1");
        order.deliverTo(veteran);
        order.deliverTo(newcomer);
        order.deliverTo(another);

        assertThat(another.view(5).digest()).isEqualTo(newcomer.view(5).digest());
    }

    @Test
    void passesOverASnapshotOfAPlaceBeforeItsBeginning() {
        order.add(new Content.Snapshot(2, 0, 0, 0, BookImage.of(new OrderBook())));

        order.deliverTo(newcomer);

        assertThat(newcomer.state()).isEqualTo(ReplicaState.CATCHING_UP);
    }

    @Test
    void passesOverASnapshotThatCannotBeRead() {
        order.add(new Content.Snapshot(3, 0, 0, 0, BookImage.ofBytes(new byte[] {1})));

        order.deliverTo(newcomer);

        assertThat(newcomer.state()).isEqualTo(ReplicaState.CATCHING_UP);
        assertThat(newcomer.view(0).unreadable()).isEqualTo(1);
    }

    @Test
    void needsALaterSnapshotWhenItCouldNotKeepEverything() {
        Replica forgetful = new Replica("server-3", 2);
        forgetful.beginAfter(3);
        ask("server-1");
        Content.Snapshot early = order.deliver(veteran, 4).orElseThrow();
        order.place(103, 5);
        order.place(104, 5);
        order.add(early);
        order.deliverTo(veteran);
        order.deliverTo(forgetful);
        assertThat(forgetful.state()).isEqualTo(ReplicaState.CATCHING_UP);

        ask("server-1");
        order.deliverTo(veteran);
        order.deliverTo(forgetful);

        assertThat(forgetful.view(5).book()).isEqualTo(veteran.view(5).book());
        assertThat(forgetful.view(5).digest()).isEqualTo(veteran.view(5).digest());
    }

    @Test
    void isLiveFromAResetOn() {
        order.add(new Content.ForBook(new Command.Reset(9)));
        order.place(103, 5);
        order.deliverTo(veteran);
        order.deliverTo(newcomer);

        assertThat(newcomer.state()).isEqualTo(ReplicaState.LIVE);
        assertThat(newcomer.view(5).digest()).isEqualTo(veteran.view(5).digest());
        assertThat(newcomer.view(5).book()).isEqualTo(veteran.view(5).book());
    }
}
