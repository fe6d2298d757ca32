package org.ordercast.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** Several members of one group in this JVM, on real sockets. */
final class TestGroup implements AutoCloseable {

    /** A message as a reader saw it; the bytes stand for themselves by their hash. */
    record Seen(long sequence, String publisher, long publisherSequence, int size, int hash) {

        static Seen of(Delivery delivery) {
            ByteBuffer payload = delivery.payload();
            return new Seen(
                    delivery.sequence(),
                    delivery.publisher(),
                    delivery.publisherSequence(),
                    payload.remaining(),
                    payload.hashCode());
        }
    }

    private final Supplier<GroupSettingsBuilder> settings;
    private final List<Member> members = new ArrayList<>();

    /** A group whose members all have the given settings, and ids of their own. */
    TestGroup(UnaryOperator<GroupSettingsBuilder> change) {
        GroupSettings common = FreshGroup.settings().build();
        this.settings = () -> change.apply(GroupSettings.builder()
                .group(common.group())
                .groupAddress(common.groupAddress())
                .port(common.port())
                .storage(common.storage())
                .discoveryTime(Duration.ofMillis(200)));
    }

    /** Starts a member and waits until it is in the view. */
    Member start(String id) throws IOException {
        Member member = startAlone(id);
        Eventually.until(id + " is in the view", () -> isIn(member));
        return member;
    }

    /** Starts a member, which need not find anybody. */
    Member startAlone(String id) throws IOException {
        Member member = Member.start(settings.get().memberId(id).build());
        members.add(member);
        return member;
    }

    /** Starts members at once and waits until each has all of them in its view. */
    List<Member> startTogether(String... ids) throws IOException {
        for (String id : ids) {
            startAlone(id);
        }
        awaitView(ids.length);
        return List.copyOf(members);
    }

    /** Waits until every member has so many in its view. */
    void awaitView(int size) {
        Eventually.until(
                "all members have " + size + " in their views",
                () -> members.stream()
                        .allMatch(member -> member.snapshot().members().size() == size));
    }

    /** Reads a number of messages on a thread of its own. */
    static FutureTask<List<Seen>> reading(Cursor cursor, int messages) {
        return started("reader", () -> {
            List<Seen> seen = new ArrayList<>();
            while (seen.size() < messages) {
                seen.add(Seen.of(cursor.peek(Eventually.DEADLINE).orElseThrow()));
                cursor.advance();
            }
            return seen;
        });
    }

    /** Publishes messages on a thread of its own and waits until all are ordered. */
    static FutureTask<List<Place>> publishing(Member member, List<byte[]> payloads) {
        return started("publisher", () -> {
            List<CompletableFuture<Place>> futures = new ArrayList<>();
            for (byte[] payload : payloads) {
                futures.addAll(member.publish(List.of(payload), Acknowledgement.ORDERED, Eventually.DEADLINE));
            }
            List<Place> places = new ArrayList<>();
            for (CompletableFuture<Place> future : futures) {
                places.add(future.get(Eventually.DEADLINE.toSeconds(), TimeUnit.SECONDS));
            }
            return places;
        });
    }

    static <T> T result(FutureTask<T> task) throws Exception {
        return task.get(2 * Eventually.DEADLINE.toSeconds(), TimeUnit.SECONDS);
    }

    /** Checks that all readers saw the same, with no hole and in each publisher's own order. */
    static void assertOneOrder(List<List<Seen>> orders) {
        List<Seen> first = orders.get(0);
        for (int i = 1; i < first.size(); i++) {
            assertThat(first.get(i).sequence()).isEqualTo(first.get(i - 1).sequence() + 1);
        }
        first.stream()
                .map(Seen::publisher)
                .distinct()
                .forEach(publisher -> assertThat(first)
                        .filteredOn(seen -> seen.publisher().equals(publisher))
                        .extracting(Seen::publisherSequence)
                        .isSorted()
                        .doesNotHaveDuplicates());
        assertThat(orders).allSatisfy(order -> assertThat(order).isEqualTo(first));
    }

    @Override
    public void close() {
        // Followers before the first one, which orders: they would warn that it left.
        for (int i = members.size() - 1; i >= 0; i--) {
            members.get(i).close();
        }
    }

    private static boolean isIn(Member member) {
        MemberState state = member.snapshot().state();
        return state == MemberState.FOLLOWING || state == MemberState.SEQUENCING;
    }

    private static <T> FutureTask<T> started(String name, Callable<T> work) {
        FutureTask<T> task = new FutureTask<>(work);
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        thread.start();
        return task;
    }
}
