package org.ordercast.adapter.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.resource.cci.LocalTransaction;
import jakarta.resource.spi.ConnectionEvent;
import jakarta.resource.spi.LocalTransactionException;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.ordercast.Acknowledgement;
import org.ordercast.Message;
import org.ordercast.MessageTooLargeException;
import org.ordercast.Receipt;
import org.ordercast.SendTimeoutException;
import org.ordercast.adapter.testing.FakeMember;
import org.ordercast.engine.NoRoomException;

/** What becomes of what is sent in a transaction. */
class SendTransactionTest extends Connecting {

    @Test
    void keepsWhatATransactionSendsUntilItsCommitAndSendsItTogether() throws Exception {
        LocalTransaction transaction = connection.getLocalTransaction();
        transaction.begin();
        connection.send(message("1"), Acknowledgement.ORDERED);
        connection.send(message("2"), Acknowledgement.COMMITTED);
        CompletableFuture<Receipt> third =
                connection.sendAsync(message("3"), Acknowledgement.ORDERED).toCompletableFuture();
        assertThat(member().log()).isEmpty();
        assertThat(third).isNotDone();

        transaction.commit();

        assertThat(member().log()).hasSize(3);
        assertThat(member().levels()).containsExactly(org.ordercast.engine.Acknowledgement.COMMITTED);
        assertThat(third.get()).isEqualTo(new Receipt(3, FakeMember.EPOCH));
        assertThat(pool.events())
                .containsExactly(
                        ConnectionEvent.LOCAL_TRANSACTION_STARTED, ConnectionEvent.LOCAL_TRANSACTION_COMMITTED);
    }

    @Test
    void sendsNothingOfATransactionThatIsRolledBack() throws Exception {
        LocalTransaction transaction = connection.getLocalTransaction();
        transaction.begin();
        connection.send(message("1"));
        CompletableFuture<Receipt> second =
                connection.sendAsync(message("2"), Acknowledgement.ORDERED).toCompletableFuture();

        transaction.rollback();

        assertThat(member().log()).isEmpty();
        assertThatThrownBy(second::get).hasMessageContaining("rolled back");
        assertThat(pool.events())
                .containsExactly(
                        ConnectionEvent.LOCAL_TRANSACTION_STARTED, ConnectionEvent.LOCAL_TRANSACTION_ROLLEDBACK);
    }

    @Test
    void followsTheServersTransactionsToo() throws Exception {
        OrdercastManagedConnection managed = connection.managed();
        managed.getLocalTransaction().begin();
        connection.send(message("1"));
        connection.close();
        assertThat(member().log()).isEmpty();

        managed.getLocalTransaction().commit();

        assertThat(member().log()).hasSize(1);
        assertThat(pool.events()).containsExactly(ConnectionEvent.CONNECTION_CLOSED);
    }

    @Test
    void sendsNothingOfATransactionWhoseConnectionIsCleanedUp() throws Exception {
        OrdercastManagedConnection managed = connection.managed();
        connection.getLocalTransaction().begin();
        connection.send(message("1"));

        managed.cleanup();

        assertThat(member().log()).isEmpty();
        assertThatThrownBy(() -> managed.getLocalTransaction().commit()).isInstanceOf(LocalTransactionException.class);
    }

    @Test
    void failsACommitThatFindsNoRoomAndSendsNothing() throws Exception {
        LocalTransaction transaction = connection.getLocalTransaction();
        transaction.begin();
        connection.send(message("1"));
        member().refuse(new NoRoomException("no room"));

        assertThatThrownBy(transaction::commit).isInstanceOf(SendTimeoutException.class);

        member().refuse(null);
        assertThat(member().log()).isEmpty();
        transaction.begin();
        connection.send(message("2"));
        transaction.commit();
        assertThat(member().log()).hasSize(1);
    }

    @Test
    void refusesMoreInOneTransactionThanCanBeSentTogether() throws Exception {
        connection.getLocalTransaction().begin();
        byte[] half = new byte[FakeAdapter.MAX_MESSAGE / 2];
        for (int i = 0; i < 3; i++) {
            connection.send(Message.to("a").payload(half));
        }

        assertThatThrownBy(() -> connection.send(Message.to("a").payload(half)))
                .isInstanceOf(MessageTooLargeException.class)
                .hasMessageContaining("publishBuffer");
    }

    @Test
    void allowsOneTransactionAtATime() throws Exception {
        LocalTransaction transaction = connection.getLocalTransaction();
        transaction.begin();

        assertThatThrownBy(transaction::begin).isInstanceOf(LocalTransactionException.class);
        transaction.rollback();
        assertThatThrownBy(transaction::rollback).isInstanceOf(LocalTransactionException.class);
    }
}
