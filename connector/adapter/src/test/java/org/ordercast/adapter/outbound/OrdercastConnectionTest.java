package org.ordercast.adapter.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.ordercast.adapter.testing.Eventually.eventually;

import jakarta.resource.spi.ConnectionEvent;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;
import org.ordercast.Acknowledgement;
import org.ordercast.GroupUnavailableException;
import org.ordercast.Message;
import org.ordercast.MessageTooLargeException;
import org.ordercast.OrdercastException;
import org.ordercast.OutcomeUnknownException;
import org.ordercast.Receipt;
import org.ordercast.SendTimeoutException;
import org.ordercast.adapter.message.EnvelopeCodec;
import org.ordercast.adapter.testing.FakeMember;
import org.ordercast.engine.GroupFailedException;
import org.ordercast.engine.MemberClosedException;
import org.ordercast.engine.NoRoomException;
import org.ordercast.engine.PayloadTooLargeException;

/** What becomes of what is sent. */
class OrdercastConnectionTest extends Connecting {

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
}
