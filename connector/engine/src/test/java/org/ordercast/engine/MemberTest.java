package org.ordercast.engine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** One running member: its life, its thread, and what its users are told when it ends. */
@Timeout(120)
class MemberTest {

    private static final String ALONE = "alone";

    private final Deque<Member> members = new ArrayDeque<>();

    @AfterEach
    void closeAll() {
        members.forEach(Member::close);
    }

    @Test
    void aMemberThatIsAloneOrdersItsOwnMessages() throws Exception {
        Member member = started(alone());
        Cursor cursor = member.openCursor();

        List<CompletableFuture<Place>> futures =
                member.publish(List.of(bytes("a"), bytes("b")), Acknowledgement.STABLE, Eventually.DEADLINE);

        Place first = result(futures.get(0));
        Place second = result(futures.get(1));
        assertThat(second.sequence()).isEqualTo(first.sequence() + 1);
        assertThat(next(cursor)).isEqualTo("a");
        assertThat(next(cursor)).isEqualTo("b");
        assertThat(cursor.position()).isEqualTo(second.sequence());
        Eventually.until("the snapshot has caught up", () -> member.snapshot().ordered() == second.sequence());
        assertThat(member.snapshot().state()).isEqualTo(MemberState.SEQUENCING);
        assertThat(member.counters()).containsKeys(Counter.values()).containsEntry(Counter.MESSAGES_PUBLISHED, 2L);
    }

    @Test
    void whatWasLeftOutOfTheSettingsIsFilledIn() throws Exception {
        Member member = started(FreshGroup.settings().memberId("").timeToLive(3));

        assertThat(member.settings().memberId()).matches("(?s).+-[0-9a-f]{8}");
        assertThat(member.settings().unicastPort()).isPositive();
        assertThat(member.settings().maxDatagramSize()).isPositive();
        assertThat(member.settings().timeToLive()).isZero();
        assertThat(member.settings().networkInterface()).isNotEqualTo("loopback");
    }

    @Test
    void aMissingInterfaceIsSaidAtTheStart() {
        GroupSettings settings =
                FreshGroup.settings().networkInterface("no-such-if0").build();

        assertThatIOException()
                .isThrownBy(() -> Member.start(settings))
                .withMessageStartingWith("networkInterface: there is no 'no-such-if0' on this machine")
                .withMessageContaining("127.0.0.1");
    }

    @Test
    void itsThreadIsADaemonThatTakesNothingFromItsStarterAndEndsWithIt() throws Exception {
        Member member = started(FreshGroup.settings().memberId("m"));
        String name = "ordercast-" + member.settings().group() + "-m";
        Thread thread = thread(name).orElseThrow();

        assertThat(thread.isDaemon()).isTrue();
        assertThat(thread.getContextClassLoader()).isSameAs(Member.class.getClassLoader());

        member.close();
        assertThat(thread.isAlive()).isFalse();
    }

    @Test
    void closingGivesTheSocketsBack() throws Exception {
        Member member = started(FreshGroup.settings());
        int port = member.settings().unicastPort();

        member.close();

        assertThat(started(FreshGroup.settings().unicastPort(port)).settings().unicastPort())
                .isEqualTo(port);
    }

    @Test
    void aClosedMemberSaysSoToEverybody() throws Exception {
        Member member = started(waiting());
        CompletableFuture<Place> pending = member.publish(
                        List.of(bytes("never ordered")), Acknowledgement.ORDERED, Duration.ZERO)
                .get(0);
        Cursor cursor = member.openCursor();
        FutureTask<Optional<Delivery>> reader = new FutureTask<>(() -> cursor.peek(Duration.ofDays(1)));
        Thread thread = new Thread(reader, "reader");
        thread.start();
        Eventually.untilWaiting(thread);

        member.close();
        member.close();

        assertThat(member.snapshot().state()).isEqualTo(MemberState.STOPPED);
        assertThatExceptionOfType(ExecutionException.class)
                .isThrownBy(() -> result(pending))
                .withCauseInstanceOf(MemberClosedException.class);
        assertThatExceptionOfType(ExecutionException.class)
                .isThrownBy(() -> reader.get(Eventually.DEADLINE.toSeconds(), TimeUnit.SECONDS))
                .withCauseInstanceOf(MemberClosedException.class);
        assertThatExceptionOfType(MemberClosedException.class).isThrownBy(member::openCursor);
        assertThatExceptionOfType(MemberClosedException.class)
                .isThrownBy(() -> member.publish(List.of(bytes("late")), Acknowledgement.ORDERED, Duration.ZERO))
                .withMessageContaining("group '" + member.settings().group() + "', member '");
    }

    @Test
    void aPublisherThatWaitsForRoomIsToldOfTheClose() throws Exception {
        Member member = started(waiting().maxMessageSize(1_000).publishBuffer(1_000));
        publish(member, 1_000);
        FutureTask<Object> publisher = new FutureTask<>(
                () -> member.publish(List.of(new byte[1_000]), Acknowledgement.ORDERED, Duration.ofDays(1)));
        Thread thread = new Thread(publisher, "publisher");
        thread.start();
        Eventually.untilWaiting(thread);

        member.close();

        assertThatExceptionOfType(ExecutionException.class)
                .isThrownBy(() -> publisher.get(Eventually.DEADLINE.toSeconds(), TimeUnit.SECONDS))
                .withCauseInstanceOf(MemberClosedException.class);
    }

    @Test
    void withoutASequencerPublishingStopsWhenTheBufferIsFull() throws Exception {
        Member member = started(waiting().maxMessageSize(1_000).publishBuffer(3_000));
        publish(member, 1_000);
        publish(member, 1_000);

        assertThatExceptionOfType(NoRoomException.class)
                .isThrownBy(() -> publish(member, 1_000))
                .withMessageContaining("of 3064 bytes wait to be ordered");
    }

    @Test
    void roomComesBackAsMessagesAreOrdered() throws Exception {
        Member member = started(alone().maxMessageSize(1_000).publishBuffer(3_000));

        for (int i = 0; i < 500; i++) {
            member.publish(List.of(new byte[1_000]), Acknowledgement.ORDERED, Eventually.DEADLINE);
        }
    }

    @Test
    void aCallbackOnTheMembersThreadMayCloseIt() throws Exception {
        Member member = started(alone());
        CompletableFuture<Thread> closed = member.publish(
                        List.of(bytes("a")), Acknowledgement.ORDERED, Eventually.DEADLINE)
                .get(0)
                .thenApply(place -> {
                    member.close();
                    return Thread.currentThread();
                });

        Thread thread = result(closed);

        thread.join(Eventually.DEADLINE.toMillis());
        assertThat(thread.isAlive()).isFalse();
        assertThat(member.snapshot().state()).isEqualTo(MemberState.STOPPED);
    }

    @Test
    void aCallbackThatPublishesIntoAFullBufferDoesNotWaitForItself() throws Exception {
        Member member = started(alone().maxMessageSize(1_000).publishBuffer(1_000));

        CompletableFuture<Object> refused = member.publish(
                        List.of(new byte[1_000]), Acknowledgement.ORDERED, Eventually.DEADLINE)
                .get(0)
                .handle((place, failure) -> {
                    try {
                        return member.publish(List.of(new byte[1_000]), Acknowledgement.ORDERED, Duration.ofDays(1));
                    } catch (NoRoomException | InterruptedException e) {
                        return e;
                    }
                });

        assertThat(result(refused)).isInstanceOfAny(NoRoomException.class, List.class);
    }

    @Test
    void aCallbackThatLeavesTheThreadInterruptedStopsNothing() throws Exception {
        Member member = started(alone());
        CompletableFuture<Void> interrupted = member.publish(
                        List.of(bytes("a")), Acknowledgement.ORDERED, Eventually.DEADLINE)
                .get(0)
                .thenRun(() -> Thread.currentThread().interrupt());
        result(interrupted);

        assertThat(result(member.publish(List.of(bytes("b")), Acknowledgement.ORDERED, Eventually.DEADLINE)
                        .get(0)))
                .isNotNull();
    }

    private Member started(GroupSettingsBuilder settings) throws IOException {
        Member member = Member.start(settings.build());
        members.push(member);
        return member;
    }

    /** A member that starts a group of its own. */
    private static GroupSettingsBuilder alone() {
        return FreshGroup.settings().memberId(ALONE).sequencer(ALONE).discoveryTime(Duration.ofMillis(200));
    }

    /** A member that waits for a sequencer who never comes. */
    private static GroupSettingsBuilder waiting() {
        return FreshGroup.settings().memberId("waiting").sequencer("nobody");
    }

    private static void publish(Member member, int bytes) throws InterruptedException {
        assertThat(member.publish(List.of(new byte[bytes]), Acknowledgement.ORDERED, Duration.ZERO))
                .singleElement()
                .matches(future -> !future.isDone());
    }

    private static Optional<Thread> thread(String name) {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals(name))
                .findAny();
    }

    private static <T> T result(CompletableFuture<T> future) throws Exception {
        return future.get(Eventually.DEADLINE.toSeconds(), TimeUnit.SECONDS);
    }

    private static String next(Cursor cursor) throws InterruptedException {
        Delivery delivery = cursor.peek(Eventually.DEADLINE).orElseThrow();
        String text = UTF_8.decode(delivery.payload()).toString();
        cursor.advance();
        return text;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }
}
