package org.ordercast.arquillian.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.annotation.Resource;
import jakarta.ejb.ActivationConfigProperty;
import jakarta.ejb.MessageDriven;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.ordercast.Message;
import org.ordercast.MessageTooLargeException;
import org.ordercast.OrderedConnection;
import org.ordercast.OrderedConnectionFactory;
import org.ordercast.OrderedGroup;
import org.ordercast.OrderedMessage;
import org.ordercast.OrderedMessageListener;
import org.ordercast.arquillian.application.Applications;
import org.ordercast.arquillian.application.Inbox;
import org.ordercast.arquillian.application.Outbox;
import org.ordercast.arquillian.application.RecordingBean;
import org.ordercast.arquillian.application.Resources;
import org.ordercast.arquillian.application.Subscriptions;

/** What message-driven beans receive of what is published on their own server. */
@ArquillianTest
class DeliveryIT {

    /** The default of maxMessageSize. */
    private static final int LARGEST = 16 * 1024 * 1024;

    @Deployment
    static WebArchive application() {
        return Applications.with();
    }

    @Resource(lookup = Resources.FACTORY)
    private OrderedConnectionFactory factory;

    @Resource(lookup = Resources.GROUP)
    private OrderedGroup group;

    @Resource
    private ManagedExecutorService executor;

    @Inject
    private Outbox outbox;

    @Inject
    private Inbox inbox;

    /** Receives everything. */
    @MessageDriven(
            messageListenerInterface = OrderedMessageListener.class,
            activationConfig = @ActivationConfigProperty(propertyName = "subscriptionName", propertyValue = "all"))
    public static class BeanOfAll extends RecordingBean {}

    /** Receives what is sent to one destination, which is recorded as sent to another one, for it is received twice. */
    @MessageDriven(
            messageListenerInterface = OrderedMessageListener.class,
            activationConfig = {
                @ActivationConfigProperty(propertyName = "subscriptionName", propertyValue = "some"),
                @ActivationConfigProperty(propertyName = "destination", propertyValue = "some")
            })
    public static class BeanOfSome extends RecordingBean {

        @Override
        protected String inboxOf(OrderedMessage message) {
            return "of the bean of some";
        }
    }

    @Test
    void messagesArriveInTheOrderInWhichTheyWereSent() throws Exception {
        List<String> texts =
                IntStream.rangeClosed(1, 200).mapToObj(i -> "message " + i).toList();

        outbox.send("in order", texts.toArray(String[]::new));

        assertThat(inbox.await("in order", texts.size()))
                .extracting(OrderedMessage::text)
                .containsExactlyElementsOf(texts);
    }

    @Test
    void sequencesHaveNoGapsAcrossAllDestinations() throws Exception {
        long last = 0;
        for (String destination : List.of("gaps 1", "gaps 2", "gaps 1", "gaps 3", "gaps 2", "gaps 1")) {
            last = outbox.send(destination, "a message");
        }

        Subscriptions.awaitAllDone(group, last);
        List<Long> sequences = Stream.of("gaps 1", "gaps 2", "gaps 3")
                .flatMap(destination -> inbox.of(destination).stream())
                .map(OrderedMessage::sequence)
                .sorted()
                .toList();
        assertThat(sequences)
                .containsExactlyElementsOf(LongStream.range(sequences.get(0), sequences.get(0) + 6)
                        .boxed()
                        .toList());
    }

    @Test
    void aMessageArrivesWithAllThatItsSenderPutIn() throws Exception {
        byte[] payload = "αβγ €".getBytes(UTF_8);

        try (OrderedConnection connection = factory.getConnection()) {
            connection.send(Message.to("complete")
                    .key("ACME")
                    .property("unit", "€")
                    .property("empty", "")
                    .payload(payload));
        }

        OrderedMessage message = inbox.await("complete", 1).get(0);
        assertThat(message.key()).contains("ACME");
        assertThat(message.properties()).isEqualTo(Map.of("unit", "€", "empty", ""));
        assertThat(message.payload()).isEqualTo(payload);
        assertThat(message.payloadLength()).isEqualTo(payload.length);
        assertThat(message.text()).isEqualTo("αβγ €");
        assertThat(message.group()).isEqualTo(group.groupName());
        assertThat(message.publisher().member()).isEqualTo(group.memberId());
        assertThat(message.epoch()).isEqualTo(group.positions().epoch());
        assertThat(message.deliveryCount()).isOne();
    }

    @Test
    void keyPropertiesAndPayloadMayBeAbsent() throws Exception {
        try (OrderedConnection connection = factory.getConnection()) {
            connection.send(Message.to("bare").payload(new byte[0]));
        }

        OrderedMessage message = inbox.await("bare", 1).get(0);
        assertThat(message.key()).isEmpty();
        assertThat(message.properties()).isEmpty();
        assertThat(message.payload()).isEmpty();
    }

    @Test
    void aSubscriptionToOneDestinationSeesOnlyThat() throws Exception {
        outbox.send("others", "not for it");
        outbox.send("some", "first");
        outbox.send("others", "not for it either");
        long last = outbox.send("some", "second");

        Subscriptions.awaitAllDone(group, last);
        assertThat(inbox.of("of the bean of some"))
                .extracting(OrderedMessage::text)
                .filteredOn(text -> !text.startsWith("thread"))
                .containsExactly("first", "second");
    }

    @Test
    void everyBeanOfAServerSeesTheSameOrder() throws Exception {
        long last = sendFromFourThreads("some");

        Subscriptions.awaitAllDone(group, last);
        assertThat(inbox.of("of the bean of some"))
                .extracting(OrderedMessage::sequence)
                .containsExactlyElementsOf(
                        inbox.of("some").stream().map(OrderedMessage::sequence).toList());
    }

    @Test
    void whatEachOfSeveralThreadsSendsKeepsItsOrder() throws Exception {
        sendFromFourThreads("threads");

        List<OrderedMessage> received = inbox.await("threads", 200);
        for (int sender = 1; sender <= 4; sender++) {
            String prefix = "thread " + sender + ",";
            assertThat(received)
                    .extracting(OrderedMessage::text)
                    .filteredOn(text -> text.startsWith(prefix))
                    .containsExactlyElementsOf(texts(sender));
        }
        assertThat(received).extracting(OrderedMessage::publisherSequence).isSorted();
    }

    @Test
    void aMessageMayBeAsLargeAsTheGroupAllows() throws Exception {
        byte[] payload = new byte[LARGEST - overhead("largest")];
        ThreadLocalRandom.current().nextBytes(payload);

        try (OrderedConnection connection = factory.getConnection()) {
            connection.send(Message.to("largest").payload(payload));
        }

        assertThat(inbox.await("largest", 1).get(0).payload()).isEqualTo(payload);
    }

    @Test
    void aMessageLargerByOneByteIsRefusedBeforeItIsSent() throws Exception {
        byte[] payload = new byte[LARGEST - overhead("too large") + 1];

        try (OrderedConnection connection = factory.getConnection()) {
            assertThatThrownBy(() -> connection.send(Message.to("too large").payload(payload)))
                    .isInstanceOf(MessageTooLargeException.class)
                    .hasMessageContaining("Message[to too large, " + payload.length + " bytes]")
                    .hasMessageContaining("takes " + (LARGEST + 1) + " bytes")
                    .hasMessageContaining("'" + group.groupName() + "' allows maxMessageSize, which is " + LARGEST);
            connection.send(Message.to("too large").text("small enough"));
        }

        assertThat(inbox.await("too large", 1)).extracting(OrderedMessage::text).containsExactly("small enough");
    }

    /** How many bytes go along with the payload of a message to a destination, as the refusal of one says. */
    private int overhead(String destination) throws Exception {
        try (OrderedConnection connection = factory.getConnection()) {
            connection.send(Message.to(destination).payload(new byte[LARGEST]));
            throw new AssertionError("a payload of " + LARGEST + " bytes leaves no room for its destination");
        } catch (MessageTooLargeException e) {
            Matcher taken = Pattern.compile("takes (\\d+) bytes").matcher(e.getMessage());
            assertThat(taken.find()).as(e.getMessage()).isTrue();
            return Integer.parseInt(taken.group(1)) - LARGEST;
        }
    }

    private long sendFromFourThreads(String destination) throws Exception {
        List<Future<Long>> senders = new ArrayList<>();
        for (int sender = 1; sender <= 4; sender++) {
            String[] texts = texts(sender).toArray(String[]::new);
            senders.add(executor.submit(() -> outbox.send(destination, texts)));
        }
        long last = 0;
        for (Future<Long> sender : senders) {
            last = Math.max(last, sender.get());
        }
        return last;
    }

    private static List<String> texts(int sender) {
        return IntStream.range(0, 50)
                .mapToObj(i -> "thread " + sender + ", message " + i)
                .toList();
    }
}
