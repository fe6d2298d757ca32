package org.ordercast.engine.driver;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.ordercast.engine.Acknowledgement;
import org.ordercast.engine.Eventually;
import org.ordercast.engine.GroupFailedException;
import org.ordercast.engine.GroupSettings;
import org.ordercast.engine.MemberClosedException;
import org.ordercast.engine.MemberState;
import org.ordercast.engine.NoRoomException;
import org.ordercast.engine.PayloadTooLargeException;
import org.ordercast.engine.Place;
import org.ordercast.engine.protocol.Publication;

@Timeout(120)
class PublicationsTest {

    private static final String NAME = "group 'g', member 'm'";
    private static final int MESSAGE = 1_000;
    private static final MemberEnd CLOSED = new MemberEnd(MemberState.STOPPED, NAME + ": the member was closed");
    private static final MemberEnd FAILED = new MemberEnd(MemberState.FAILED, NAME + ": the orders differ");

    private final AtomicInteger arrivals = new AtomicInteger();
    private String obstacle;
    private final Publications publications = new Publications(
            NAME,
            GroupSettings.builder()
                    .maxMessageSize(MESSAGE)
                    .publishBuffer(3 * MESSAGE)
                    .build(),
            () -> Optional.ofNullable(obstacle),
            arrivals::incrementAndGet);

    @Test
    void messagesComeOutInTheOrderInWhichTheyWerePublished() throws Exception {
        publish("a", "b");
        publish("c");

        assertThat(arrivals).hasValue(2);
        assertThat(text(publications.peek())).isEqualTo("a");
        assertThat(pollAll()).extracting(PublicationsTest::text).containsExactly("a", "b", "c");
        assertThat(publications.peek()).isNull();
    }

    @Test
    void messagesOfOneCallStayAdjacentWhoeverElsePublishes() throws Exception {
        byte calls = 100;
        List<Thread> publishers = new ArrayList<>();
        for (byte publisher = 0; publisher < 3; publisher++) {
            byte name = publisher;
            Thread thread = new Thread(() -> {
                for (byte call = 0; call < calls; call++) {
                    publishCall(name, call);
                }
            });
            publishers.add(thread);
            thread.start();
        }

        byte[] next = new byte[3];
        for (int i = 0; i < 3 * calls; i++) {
            byte[] first = awaitMessage();
            byte[] second = awaitMessage();
            assertThat(second).isEqualTo(new byte[] {first[0], first[1], 1});
            assertThat(first).isEqualTo(new byte[] {first[0], next[first[0]]++, 0});
        }
        for (Thread publisher : publishers) {
            publisher.join();
        }
        assertThat(publications.peek()).isNull();
    }

    private void publishCall(byte publisher, byte call) {
        try {
            publications.publish(
                    List.of(new byte[] {publisher, call, 0}, new byte[] {publisher, call, 1}),
                    Acknowledgement.ORDERED,
                    Eventually.DEADLINE.toNanos());
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private byte[] awaitMessage() {
        Eventually.until("a message has come", () -> publications.peek() != null);
        Publication publication = Objects.requireNonNull(publications.poll());
        publication.ordered();
        publications.turnEnded();
        return publication.payload();
    }

    @Test
    void aFutureCompletesWithThePlace() throws Exception {
        List<CompletableFuture<Place>> futures = publish("a", "b");
        List<Publication> polled = pollAll();

        polled.get(1).ordered();
        assertThat(futures.get(1)).isNotDone();
        polled.get(1).completed(7, 2);

        assertThat(futures.get(1)).isCompletedWithValue(new Place(7, 2));
        assertThat(futures.get(0)).isNotDone();
    }

    @Test
    void aMessageHoldsItsRoomUntilItIsOrderedAndTheTurnIsOver() throws Exception {
        publish(sized(MESSAGE), sized(MESSAGE));
        publish(sized(MESSAGE / 2));
        List<Publication> polled = pollAll();
        assertNoRoomFor(MESSAGE);

        polled.get(0).ordered();
        publications.turnEnded();

        publish(sized(MESSAGE));
    }

    @Test
    void roomIsGivenBackOnceHoweverManyTimesAMessageComesOn() throws Exception {
        publish(sized(MESSAGE), sized(MESSAGE));
        Publication publication = pollAll().get(0);

        publication.ordered();
        publication.completed(1, 1);
        publications.turnEnded();

        publish(sized(MESSAGE));
        assertNoRoomFor(MESSAGE);
    }

    @Test
    void whoFindsNoRoomIsToldTheNumbers() throws Exception {
        publish(sized(MESSAGE), sized(MESSAGE));

        assertThatExceptionOfType(NoRoomException.class)
                .isThrownBy(() -> publications.publish(List.of(new byte[MESSAGE]), Acknowledgement.ORDERED, 1_500_000))
                .withMessageStartingWith(NAME + ": no room to publish 1064 bytes within 1 ms")
                .withMessageContaining("2128 of 3064 bytes wait to be ordered")
                .withMessageContaining("publishBuffer");
        assertThat(pollAll()).hasSize(2);
    }

    @Test
    void evenEmptyMessagesTakeRoom() {
        assertThatExceptionOfType(NoRoomException.class).isThrownBy(() -> {
            for (int i = 0; i < 3 * MESSAGE; i++) {
                publish("");
            }
        });
    }

    @Test
    void theLargestMessageFitsEvenIfTheBufferIsNoLarger() throws Exception {
        Publications tight = new Publications(
                NAME,
                GroupSettings.builder()
                        .maxMessageSize(MESSAGE)
                        .publishBuffer(MESSAGE)
                        .build(),
                Optional::empty,
                () -> {});

        assertThat(tight.publish(List.of(new byte[MESSAGE]), Acknowledgement.ORDERED, 0))
                .hasSize(1);
    }

    @Test
    void aPayloadAboveTheMostIsRefusedWithBothNumbers() {
        assertThatExceptionOfType(PayloadTooLargeException.class)
                .isThrownBy(() -> publish(sized(1), sized(MESSAGE + 1)))
                .withMessageStartingWith(NAME)
                .withMessageContaining("a payload of 1001 bytes is larger than maxMessageSize, which is 1000");
        assertThat(publications.peek()).isNull();
    }

    @Test
    void payloadsThatNeverFitTogetherAreRefusedWithBothNumbers() {
        assertThatExceptionOfType(PayloadTooLargeException.class)
                .isThrownBy(() -> publish(sized(MESSAGE), sized(MESSAGE), sized(MESSAGE)))
                .withMessageContaining("3 payloads take 3192 bytes together")
                .withMessageContaining("publishBuffer, which is 3000");
        assertThat(publications.peek()).isNull();
    }

    @Test
    void nothingToPublishIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> publish()).withMessageStartingWith(NAME);
    }

    @Test
    void whatFailsWhileTheMemberLeavesFailsAsClosed() throws Exception {
        CompletableFuture<Place> future = publish("a").get(0);
        Publication publication = pollAll().get(0);

        publications.refuse(CLOSED);
        publication.failed("the member left");

        assertFailed(future, MemberClosedException.class, NAME + ": the member left");
    }

    @Test
    void whatFailsOtherwiseFailsBecauseOfTheGroup() throws Exception {
        CompletableFuture<Place> future = publish("a").get(0);

        pollAll().get(0).failed("the sequencer forgot it");

        assertFailed(future, GroupFailedException.class, NAME + ": the sequencer forgot it");
    }

    @Test
    void theEndFailsWhatWaitsAndWhatIsOnItsWayOldestFirst() throws Exception {
        List<CompletableFuture<Place>> futures = new ArrayList<>(publish("a", "b", "c"));
        futures.addAll(publish("d"));
        List<Integer> failed = new ArrayList<>();
        List<CompletableFuture<Place>> watched = new ArrayList<>();
        for (int i = 0; i < futures.size(); i++) {
            int index = i;
            watched.add(futures.get(i).whenComplete((place, failure) -> {
                if (failure != null) {
                    failed.add(index);
                }
            }));
        }
        publications.poll();
        Publication second = publications.poll();
        second.completed(1, 1);

        publications.end(FAILED);

        assertThat(watched).allMatch(CompletableFuture::isDone);
        assertThat(failed).containsExactly(0, 2, 3);
        assertFailed(futures.get(0), GroupFailedException.class, FAILED.reason());
        assertThat(futures.get(1)).isCompletedWithValue(new Place(1, 1));
    }

    @Test
    void afterTheEndNothingIsTaken() {
        publications.end(CLOSED);

        assertThatExceptionOfType(MemberClosedException.class)
                .isThrownBy(() -> publish("late"))
                .withMessage(CLOSED.reason());
    }

    @Test
    void whoeverPublishesIntoTheEndGetsAnAnswer() throws Exception {
        Publications busy = new Publications(NAME, GroupSettings.builder().build(), Optional::empty, () -> {});
        List<CompletableFuture<Place>> futures = new ArrayList<>();
        CountDownLatch underWay = new CountDownLatch(100);
        Thread publisher = new Thread(() -> {
            try {
                while (true) {
                    futures.addAll(busy.publish(List.of(new byte[0]), Acknowledgement.ORDERED, 0));
                    underWay.countDown();
                }
            } catch (MemberClosedException | NoRoomException | InterruptedException e) {
                // The end, or no room if it came late, for nothing is ordered here.
            }
        });
        publisher.start();
        underWay.await();

        busy.end(CLOSED);

        publisher.join(Eventually.DEADLINE.toMillis());
        assertThat(publisher.isAlive()).isFalse();
        assertThat(futures).hasSizeGreaterThanOrEqualTo(100).allMatch(CompletableFuture::isCompletedExceptionally);
    }

    private List<CompletableFuture<Place>> publish(String... texts) throws InterruptedException {
        List<byte[]> payloads = new ArrayList<>();
        for (String text : texts) {
            payloads.add(text.getBytes(ISO_8859_1));
        }
        return publications.publish(payloads, Acknowledgement.ORDERED, 0);
    }

    private List<Publication> pollAll() {
        List<Publication> all = new ArrayList<>();
        for (Publication next = publications.poll(); next != null; next = publications.poll()) {
            all.add(next);
        }
        return all;
    }

    private void assertNoRoomFor(int bytes) {
        assertThatExceptionOfType(NoRoomException.class).isThrownBy(() -> publish(sized(bytes)));
    }

    private static void assertFailed(CompletableFuture<Place> future, Class<? extends Exception> type, String message) {
        assertThat(future).isCompletedExceptionally();
        assertThatExceptionOfType(ExecutionException.class)
                .isThrownBy(future::get)
                .havingCause()
                .isInstanceOf(type)
                .withMessage(message);
    }

    private static String sized(int bytes) {
        return "x".repeat(bytes);
    }

    private static String text(Publication publication) {
        return new String(publication.payload(), ISO_8859_1);
    }
}
