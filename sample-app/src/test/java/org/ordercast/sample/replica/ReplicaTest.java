package org.ordercast.sample.replica;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.ordercast.sample.book.Command;
import org.ordercast.sample.book.OrderId;
import org.ordercast.sample.book.Side;
import org.ordercast.sample.wire.Content;

@DisplayName("A replica")
class ReplicaTest {

    private final Order order = new Order();

    @Test
    void isLiveFromTheBeginningOfTheOrder() {
        Replica replica = new Replica("server-1");

        order.place(100, 5);
        order.deliverTo(replica);

        ReplicaView view = replica.view(1);
        assertThat(view.state()).isEqualTo(ReplicaState.LIVE);
        assertThat(view.startedAt()).isZero();
        assertThat(view.position()).isEqualTo(1);
        assertThat(view.applied()).isEqualTo(1);
        assertThat(view.book().resting()).isEqualTo(1);
    }

    @Test
    void isLiveBeforeAnythingWasOrdered() {
        Replica replica = new Replica("server-1");

        replica.beginAfter(0);

        assertThat(replica.state()).isEqualTo(ReplicaState.LIVE);
    }

    @Test
    void chainsTheSameDigestsAsEveryOtherOne() {
        Replica one = new Replica("server-1");
        Replica other = new Replica("server-2");
        order.place(100, 5);
        order.place(101, 5);
        order.cancelLast();
        order.deliverTo(one);
        order.deliverTo(other);

        for (long sequence = 1; sequence <= 3; sequence++) {
            assertThat(one.trail().at(sequence))
                    .isPresent()
                    .isEqualTo(other.trail().at(sequence));
        }
    }

    @Test
    void chainsAnotherDigestWhenTheOrderDiffersEvenIfTheBookIsTheSame() {
        Replica one = new Replica("server-1");
        Replica other = new Replica("server-2");
        byte[] low = order.place(100, 5);
        byte[] high = order.place(101, 5);
        one.deliver(1, low);
        one.deliver(2, high);
        other.deliver(1, high);
        other.deliver(2, low);

        assertThat(one.view(0).digest()).isNotEqualTo(other.view(0).digest());
    }

    @Test
    void appliesARedeliveredMessageOnce() {
        Replica replica = new Replica("server-1");
        byte[] message = order.place(100, 5);
        replica.deliver(1, message);
        ReplicaView before = replica.view(5);

        replica.deliver(1, message);

        assertThat(replica.view(5)).isEqualTo(before);
    }

    @Test
    void goesOnAfterAGapThatIsNotItsSubscriptions() {
        Replica replica = new Replica("server-1");
        replica.deliver(1, order.place(100, 5));

        replica.deliver(7, order.place(101, 5));

        assertThat(replica.view(0).position()).isEqualTo(7);
        assertThat(replica.trail().at(5)).isEmpty();
    }

    @Test
    void countsAMessageThatIsNoSubmissionAndGoesOnWithItsBytesInTheDigest() {
        Replica one = new Replica("server-1");
        Replica other = new Replica("server-2");
        one.deliver(1, new byte[] {1, 2, 3});
        other.deliver(1, new byte[] {1, 2, 4});

        assertThat(one.view(0).unreadable()).isEqualTo(1);
        assertThat(one.view(0).position()).isEqualTo(1);
        assertThat(one.view(0).digest()).isNotEqualTo(other.view(0).digest());
    }

    @Test
    void beginsAnewAtAReset() {
        Replica replica = new Replica("server-1");
        order.place(100, 5);
        order.add(new Content.ForBook(new Command.Reset(9)));
        order.deliverTo(replica);

        ReplicaView view = replica.view(1);
        assertThat(view.resetAt()).isEqualTo(2);
        assertThat(view.applied()).isZero();
        assertThat(view.book().resting()).isZero();
    }

    @Test
    void takesAnOrderAgainAfterAReset() {
        Replica replica = new Replica("server-1");
        byte[] placed = order.place(100, 5);
        replica.deliver(1, placed);
        replica.deliver(2, order.add(new Content.ForBook(new Command.Reset(9))));

        replica.deliver(3, placed);

        assertThat(replica.view(1).book().resting()).isEqualTo(1);
    }

    @Test
    void tellsWhatRestsOfAnOrder() {
        Replica replica = new Replica("server-1");
        order.place(100, 5);
        order.add(new Content.ForBook(new Command.Place(new OrderId(8, 1), Side.SELL, 100, 2)));
        order.deliverTo(replica);

        assertThat(replica.remaining(new OrderId(Order.SESSION, 1))).hasValue(3);
        assertThat(replica.remaining(new OrderId(8, 1))).isEmpty();
    }
}
