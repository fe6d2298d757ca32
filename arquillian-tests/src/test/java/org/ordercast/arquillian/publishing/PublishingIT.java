package org.ordercast.arquillian.publishing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.ordercast.arquillian.application.Eventually.DEADLINE;
import static org.ordercast.arquillian.application.Eventually.eventually;

import jakarta.annotation.Resource;
import jakarta.ejb.EJB;
import jakarta.ejb.EJBException;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.inject.Inject;
import jakarta.resource.cci.LocalTransaction;
import jakarta.transaction.UserTransaction;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.LongStream;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.ordercast.Acknowledgement;
import org.ordercast.GroupPositions;
import org.ordercast.Message;
import org.ordercast.OrdercastException;
import org.ordercast.OrderedConnection;
import org.ordercast.OrderedConnectionFactory;
import org.ordercast.OrderedGroup;
import org.ordercast.OrderedMessage;
import org.ordercast.Receipt;
import org.ordercast.arquillian.application.Answer;
import org.ordercast.arquillian.application.Applications;
import org.ordercast.arquillian.application.Inbox;
import org.ordercast.arquillian.application.Outbox;
import org.ordercast.arquillian.application.Resources;

/** What applications send: acknowledgements, transactions, and connections that are closed. */
@ArquillianTest
class PublishingIT {

    @Deployment
    static WebArchive application() {
        return Applications.with(Sending.class);
    }

    @Resource(lookup = Resources.FACTORY)
    private OrderedConnectionFactory factory;

    @Resource(lookup = Resources.GROUP)
    private OrderedGroup group;

    @Resource
    private ManagedExecutorService executor;

    @Resource
    private UserTransaction transaction;

    @EJB
    private Sending.Sender sender;

    @Inject
    private Outbox outbox;

    @Inject
    private Inbox inbox;

    @ParameterizedTest
    @EnumSource
    void aSendReturnsOnceItsMessageHasComeAsFarAsAskedFor(Acknowledgement level) throws Exception {
        String destination = "sent, " + level;

        try (OrderedConnection connection = factory.getConnection()) {
            connection.send(Message.to(destination).text("a"), level);
        }

        long sequence = inbox.await(destination, 1).get(0).sequence();
        // What the group shows of itself may be some milliseconds old.
        eventually(
                () -> level + " has come to " + sequence + ": " + group.positions(), () -> position(level) >= sequence);
    }

    private long position(Acknowledgement level) {
        GroupPositions positions = group.positions();
        return switch (level) {
            case ORDERED -> positions.ordered();
            case COMMITTED -> positions.committed();
            case STABLE -> positions.stable();
        };
    }

    @Test
    void anAsynchronousSendTellsThePlaceOfItsMessage() throws Exception {
        for (Acknowledgement level : Acknowledgement.values()) {
            String destination = "asynchronous, " + level;
            List<Receipt> receipts = new ArrayList<>();
            try (OrderedConnection connection = factory.getConnection()) {
                List<CompletableFuture<Receipt>> sent = new ArrayList<>();
                for (int i = 0; i < 100; i++) {
                    sent.add(connection
                            .sendAsync(Message.to(destination).text("message " + i), level)
                            .toCompletableFuture());
                }
                for (CompletableFuture<Receipt> receipt : sent) {
                    receipts.add(receipt.get(DEADLINE.toSeconds(), TimeUnit.SECONDS));
                }
            }

            assertThat(inbox.await(destination, 100))
                    .extracting(message -> new Receipt(message.sequence(), message.epoch()))
                    .containsExactlyElementsOf(receipts);
        }
    }

    @Test
    void whatALocalTransactionCommitsIsAdjacentAmongTheMessagesOfItsServer() throws Exception {
        AtomicBoolean committed = new AtomicBoolean();
        Future<?> others = executor.submit(() -> {
            while (!committed.get()) {
                outbox.send("meanwhile", "other");
            }
            return null;
        });
        inbox.await("meanwhile", 5);

        try (OrderedConnection connection = factory.getConnection()) {
            LocalTransaction local = connection.getLocalTransaction();
            local.begin();
            for (int i = 0; i < 50; i++) {
                connection.send(Message.to("adjacent").text("message " + i));
            }
            local.commit();
        } finally {
            committed.set(true);
        }
        others.get(DEADLINE.toSeconds(), TimeUnit.SECONDS);

        List<OrderedMessage> received = inbox.await("adjacent", 50);
        assertThat(received)
                .extracting(OrderedMessage::text)
                .containsExactlyElementsOf(
                        LongStream.range(0, 50).mapToObj(i -> "message " + i).toList());
        long first = received.get(0).publisherSequence();
        assertThat(received)
                .extracting(OrderedMessage::publisherSequence)
                .containsExactlyElementsOf(
                        LongStream.range(first, first + 50).boxed().toList());
    }

    @Test
    void nothingIsSentBeforeALocalTransactionCommits() throws Exception {
        try (OrderedConnection connection = factory.getConnection()) {
            LocalTransaction local = connection.getLocalTransaction();
            local.begin();
            CompletableFuture<Receipt> held = connection
                    .sendAsync(Message.to("held").text("in the transaction"), Acknowledgement.ORDERED)
                    .toCompletableFuture();
            outbox.send("held", "meanwhile");
            inbox.await("held", 1);

            assertThat(held).isNotDone();
            local.commit();

            assertThat(inbox.await("held", 2))
                    .extracting(OrderedMessage::text)
                    .containsExactly("meanwhile", "in the transaction");
            assertThat(held.get(DEADLINE.toSeconds(), TimeUnit.SECONDS).sequence())
                    .isEqualTo(inbox.of("held").get(1).sequence());
        }
    }

    @Test
    void whatALocalTransactionRollsBackIsNeverSeen() throws Exception {
        try (OrderedConnection connection = factory.getConnection()) {
            connection.send(Message.to("rolled back").text("before"));
            LocalTransaction local = connection.getLocalTransaction();
            local.begin();
            connection.send(Message.to("rolled back").text("never"));
            CompletableFuture<Receipt> receipt = connection
                    .sendAsync(Message.to("rolled back").text("never"), Acknowledgement.ORDERED)
                    .toCompletableFuture();
            local.rollback();
            connection.send(Message.to("rolled back").text("after"));

            assertThatThrownBy(() -> receipt.get(DEADLINE.toSeconds(), TimeUnit.SECONDS))
                    .isInstanceOf(ExecutionException.class)
                    .cause()
                    .isInstanceOf(OrdercastException.class)
                    .hasMessage("the transaction was rolled back; nothing was sent");
        }

        assertThat(inbox.await("rolled back", 2))
                .extracting(OrderedMessage::text)
                .containsExactly("before", "after");
    }

    @Test
    void aBeansTransactionSendsWhenItCommits() throws Exception {
        sender.sendInTransaction("required", "a", "b", "c");

        assertThat(inbox.await("required", 3)).extracting(OrderedMessage::text).containsExactly("a", "b", "c");
    }

    @Test
    void aBeansTransactionThatIsRolledBackSendsNothing() throws Exception {
        assertThatThrownBy(() -> sender.sendAndFail("failed", "never")).isInstanceOf(EJBException.class);
        outbox.send("failed", "after");

        assertThat(inbox.await("failed", 1)).extracting(OrderedMessage::text).containsExactly("after");
    }

    @Test
    void aBeanWithoutATransactionSendsAtOnce() throws Exception {
        assertThatThrownBy(() -> sender.sendOutsideATransactionAndFail("not supported", "sent"))
                .isInstanceOf(EJBException.class);

        assertThat(inbox.await("not supported", 1))
                .extracting(OrderedMessage::text)
                .containsExactly("sent");
    }

    @Test
    void aUserTransactionSendsWhenItCommitsAndNothingWhenItIsRolledBack() throws Exception {
        try (OrderedConnection connection = factory.getConnection()) {
            transaction.begin();
            connection.send(Message.to("user").text("never"));
            transaction.rollback();
        }
        transaction.begin();
        try (OrderedConnection connection = factory.getConnection()) {
            connection.send(Message.to("user").text("committed"));
            connection.send(Message.to("user").text("with it"));
        }
        transaction.commit();

        assertThat(inbox.await("user", 2)).extracting(OrderedMessage::text).containsExactly("committed", "with it");
    }

    @Test
    void whatABeanSendsInTheTransactionOfADeliveryIsSentOnlyIfThatIsAccepted() throws Exception {
        inbox.answer("the forwarder", message -> switch (message.deliveryCount()) {
            case 1 -> Answer.THROW;
            case 2 -> Answer.ROLL_BACK;
            default -> Answer.ACCEPT;
        });

        outbox.send(Sending.TO_FORWARD, "a", "b");

        assertThat(inbox.await(Sending.FORWARDED, 2))
                .extracting(OrderedMessage::text)
                .containsExactly("a, attempt 3", "b, attempt 3");
    }

    @ParameterizedTest
    @EnumSource
    void aClosedConnectionRefusesToSend(Acknowledgement level) throws Exception {
        OrderedConnection connection = factory.getConnection();
        connection.close();
        Message message = Message.to("closed").text("never");

        String refusal = "the connection is closed; get a new one from the connection factory";
        assertThatThrownBy(() -> connection.send(message, level))
                .isInstanceOf(OrdercastException.class)
                .hasMessage(refusal);
        assertThatThrownBy(() -> connection.sendAsync(message, level))
                .isInstanceOf(OrdercastException.class)
                .hasMessage(refusal);
        assertThatThrownBy(connection::getLocalTransaction)
                .isInstanceOf(OrdercastException.class)
                .hasMessage(refusal);
        connection.close();
    }

    @Test
    void closingGivesTheConnectionBackToTheServersPool() throws Exception {
        for (int i = 0; i < 200; i++) {
            factory.getConnection().close();
        }

        outbox.send("pooled", "still there");

        assertThat(inbox.await("pooled", 1)).hasSize(1);
    }
}
