package org.ordercast.adapter.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.ordercast.adapter.testing.Eventually.eventually;

import jakarta.resource.cci.LocalTransaction;
import jakarta.resource.spi.ConnectionEvent;
import jakarta.resource.spi.LocalTransactionException;
import java.nio.ByteBuffer;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.ordercast.Acknowledgement;
import org.ordercast.GroupUnavailableException;
import org.ordercast.Message;
import org.ordercast.MessageTooLargeException;
import org.ordercast.OrdercastException;
import org.ordercast.OrderedConnection;
import org.ordercast.OutcomeUnknownException;
import org.ordercast.Receipt;
import org.ordercast.SendTimeoutException;
import org.ordercast.adapter.message.EnvelopeCodec;
import org.ordercast.adapter.testing.FakeMember;
import org.ordercast.engine.GroupFailedException;
import org.ordercast.engine.MemberClosedException;
import org.ordercast.engine.MemberState;
import org.ordercast.engine.NoRoomException;
import org.ordercast.engine.PayloadTooLargeException;

@Timeout(120)
class OrdercastConnectionTest {

    private final FakeAdapter adapter = new FakeAdapter();
    private final PoolingConnections pool = new PoolingConnections();
    private OrdercastManagedConnectionFactory factory;
    private OrdercastConnection connection;

    @BeforeEach
    void connect() throws Exception {
        factory = adapter.factory();
        connection = pool.connect(factory);
    }

    @AfterEach
    void stop() {
        adapter.stop();
    }

    @Test
    void sendsAMessageThatTheGroupOrders() throws Exception {
        connection.send(
                Message.to("orders").key("ACME").property("tier", "gold").text("BUY"), Acknowledgement.STABLE);

        var envelope = EnvelopeCodec.decode(member().log().get(0).payload());
        assertThat(envelope.destination()).isEqualTo("orders");
        assertThat(envelope.key()).contains("ACME");
        assertThat(envelope.properties()).containsEntry("tier", "gold");
        assertThat(envelope.body()).isEqualTo(ByteBuffer.wrap(new byte[] {'B', 'U', 'Y'}));
        assertThat(member().levels()).containsExactly(org.ordercast.engine.Acknowledgement.STABLE);
    }

    @Test
    void waitsNoLongerThanTheSendTimeoutForAnAcknowledgement() throws Exception {
        factory.setSendTimeout(1L);
        OrdercastConnection impatient = pool.connect(factory);
        member().holdAcknowledgements();

        assertThatThrownBy(() -> impatient.send(message("1")))
                .isInstanceOf(OutcomeUnknownException.class)
                .hasMessageContaining("sendTimeout of 1 ms");
    }

    @Test
    void saysThatNothingWasSentWhereTheEngineRefuses() {
        refuse(new NoRoomException("no room"), SendTimeoutException.class, "nothing was sent: no room");
        refuse(new PayloadTooLargeException("too large"), MessageTooLargeException.class, "too large");
        refuse(new MemberClosedException("closed"), GroupUnavailableException.class, "nothing was sent: closed");
        refuse(new GroupFailedException("failed"), GroupUnavailableException.class, "nothing was sent: failed");
    }

    private void refuse(RuntimeException refusal, Class<? extends Exception> expected, String text) {
        member().refuse(refusal);
        assertThatThrownBy(() -> connection.send(message("1")))
                .isExactlyInstanceOf(expected)
                .hasMessageContaining(text)
                .hasCause(refusal);
    }

    @Test
    void tellsTheServerOnceTheMemberIsGoneForGood() {
        member().refuse(new GroupFailedException("two orders"));

        assertThatThrownBy(() -> connection.send(message("1"))).isInstanceOf(GroupUnavailableException.class);

        assertThat(pool.events()).containsExactly(ConnectionEvent.CONNECTION_ERROR_OCCURRED);
    }

    @Test
    void refusesAMessageLargerThanTheGroupAllows() {
        assertThatThrownBy(() -> connection.send(Message.to("a").payload(new byte[FakeAdapter.MAX_MESSAGE])))
                .isInstanceOf(MessageTooLargeException.class)
                .hasMessageContaining("maxMessageSize, which is " + FakeAdapter.MAX_MESSAGE);
        assertThat(member().log()).isEmpty();
    }

    @Test
    void endsAWaitWhenTheMemberIsClosed() throws Exception {
        member().holdAcknowledgements();
        CompletableFuture<Throwable> outcome = new CompletableFuture<>();
        Thread sender = new Thread(() -> {
            try {
                connection.send(message("1"));
                outcome.complete(new AssertionError("sent"));
            } catch (OrdercastException e) {
                outcome.complete(e);
            }
        });
        sender.start();
        eventually("it waits", () -> sender.getState() == Thread.State.TIMED_WAITING);

        adapter.stop();

        assertThat(outcome.get()).isInstanceOf(OutcomeUnknownException.class);
    }

    @Test
    void saysThatTheOutcomeIsUnknownWhereItIsInterrupted() throws Exception {
        member().holdAcknowledgements();
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> connection.send(message("1")))
                .isInstanceOf(OutcomeUnknownException.class)
                .hasMessageContaining("interrupted");
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void completesAnAsynchronousSendAwayFromTheMembersThread() throws Exception {
        Receipt receipt = connection
                .sendAsync(message("1"), Acknowledgement.ORDERED)
                .toCompletableFuture()
                .get();

        assertThat(receipt).isEqualTo(new Receipt(1, FakeMember.EPOCH));
    }

    @Test
    void anApplicationThatBlocksInACompletionDoesNotBlockTheMember() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        CountDownLatch entered = new CountDownLatch(1);
        CompletableFuture<ClassLoader> loader = new CompletableFuture<>();
        ClassLoader application = new ClassLoader(getClass().getClassLoader()) {};
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        member().holdAcknowledgements();
        Thread.currentThread().setContextClassLoader(application);
        connection.sendAsync(message("1"), Acknowledgement.ORDERED).whenComplete((receipt, failure) -> {
            loader.complete(Thread.currentThread().getContextClassLoader());
            entered.countDown();
            await(release);
        });
        Thread.currentThread().setContextClassLoader(before);

        member().close();

        entered.await();
        assertThat(loader.get()).isSameAs(application);
        release.countDown();
    }

    @Test
    void failsAnAsynchronousSendWithUnknownOutcomeWhenTheMemberIsClosed() throws Exception {
        member().holdAcknowledgements();
        CompletableFuture<Receipt> receipt =
                connection.sendAsync(message("1"), Acknowledgement.ORDERED).toCompletableFuture();

        adapter.stop();

        assertThatThrownBy(receipt::get)
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(OutcomeUnknownException.class);
    }

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

    @Test
    void failsClearlyOnceItIsClosed() {
        connection.close();
        connection.close();

        assertThatThrownBy(() -> connection.send(message("1")))
                .isInstanceOf(OrdercastException.class)
                .hasMessageContaining("the connection is closed");
        assertThat(pool.events()).containsExactly(ConnectionEvent.CONNECTION_CLOSED);
    }

    @Test
    void failsClearlyOnceTheAdapterIsStopped() {
        adapter.stop();

        assertThatThrownBy(() -> connection.send(message("1")))
                .isInstanceOf(GroupUnavailableException.class)
                .hasMessageContaining("stopped");
    }

    @Test
    void worksOnAfterTheServerTookItOffAndOnAnotherManagedConnection() throws Exception {
        OrdercastManagedConnection first = connection.managed();
        first.dissociateConnections();

        connection.send(message("1"));

        assertThat(connection.managed()).isNotSameAs(first);
        assertThat(member().log()).hasSize(1);
    }

    @Test
    void followsTheServerToAnotherManagedConnection() throws Exception {
        OrdercastManagedConnection first = connection.managed();
        OrdercastManagedConnection second = (OrdercastManagedConnection) factory.createManagedConnection(null, null);

        second.associateConnection(connection);
        first.cleanup();

        connection.send(message("1"));
        assertThat(connection.managed()).isSameAs(second);
    }

    @Test
    void isClosedWhenItsManagedConnectionIsDestroyed() throws Exception {
        OrdercastManagedConnection managed = connection.managed();

        managed.destroy();

        assertThatThrownBy(() -> connection.send(message("1"))).hasMessageContaining("closed");
        assertThatThrownBy(() -> managed.getConnection(null, null)).hasMessageContaining("destroyed");
    }

    @Test
    void worksWithoutAServersConnectionManager() throws Exception {
        OrderedConnection unmanaged = ((OrdercastConnectionFactory) factory.createConnectionFactory()).getConnection();
        unmanaged.send(message("1"));
        unmanaged.close();

        assertThatThrownBy(() -> unmanaged.send(message("2"))).hasMessageContaining("closed");
        assertThat(member().log()).hasSize(1);
    }

    @Test
    void isMatchedToUsableConnectionsOfItsOwnFactoryOnly() throws Exception {
        OrdercastManagedConnection managed = connection.managed();
        OrdercastManagedConnectionFactory other = adapter.factory();
        other.setSendTimeout(5L);

        assertThat(factory.matchManagedConnections(Set.of(managed), null, null)).isSameAs(managed);
        assertThat(other.matchManagedConnections(Set.of(managed), null, null)).isNull();
        assertThat(factory.getInvalidConnections(Set.of(managed))).isEmpty();

        member().state(MemberState.FAILED);

        assertThat(factory.matchManagedConnections(Set.of(managed), null, null)).isNull();
        assertThat(factory.getInvalidConnections(Set.of(managed))).isEqualTo(Set.of(managed));
    }

    @Test
    void factoriesAreEqualIfTheirPropertiesAndTheirAdaptersAre() {
        OrdercastManagedConnectionFactory same = adapter.factory();
        OrdercastManagedConnectionFactory slower = adapter.factory();
        slower.setSendTimeout(5L);

        assertThat(factory).isEqualTo(same).hasSameHashCodeAs(same).isNotEqualTo(slower);
        assertThat(factory)
                .isNotEqualTo(new OrdercastManagedConnectionFactory())
                .isNotEqualTo(null);
    }

    @Test
    void aFactoryWithoutItsAdapterSaysSo() {
        assertThatThrownBy(() -> new OrdercastManagedConnectionFactory().createManagedConnection(null, null))
                .hasMessageContaining("belongs to no resource adapter");
    }

    private FakeMember member() {
        return adapter.member();
    }

    private static Message message(String text) {
        return Message.to("orders").text(text);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
