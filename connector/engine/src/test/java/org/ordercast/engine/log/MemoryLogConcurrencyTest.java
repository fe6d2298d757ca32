package org.ordercast.engine.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.ordercast.engine.Cursor;
import org.ordercast.engine.Delivery;
import org.ordercast.engine.Eventually;
import org.ordercast.engine.GroupFailedException;
import org.ordercast.engine.MemberClosedException;

@Timeout(120)
class MemoryLogConcurrencyTest {

    private static final Duration FOR_EVER = Duration.ofSeconds(Long.MAX_VALUE);
    private static final int MESSAGES = 200_000;

    @Test
    void everyReaderGetsEveryMessageOnceAndInOrderHoweverSmallTheLog() throws Exception {
        Semaphore room = new Semaphore(0);
        MemoryLog log = new MemoryLog(4_096, room::release);
        List<FutureTask<Long>> readers = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            Cursor cursor = log.openCursor();
            readers.add(started(() -> readInOrder(cursor, 1, MESSAGES)));
        }

        append(log, room, 1, MESSAGES);

        for (FutureTask<Long> reader : readers) {
            assertThat(result(reader)).isEqualTo(MESSAGES);
        }
    }

    @Test
    void cursorsThatComeAndGoNeitherMissAMessageNorHoldUpTheRest() throws Exception {
        Semaphore room = new Semaphore(0);
        MemoryLog log = new MemoryLog(4_096, room::release);
        Cursor steady = log.openCursor();
        FutureTask<Long> reader = started(() -> readInOrder(steady, 1, MESSAGES));
        FutureTask<Integer> visitors = started(() -> {
            int visits = 0;
            while (!reader.isDone()) {
                try (Cursor cursor = log.openCursor()) {
                    Optional<Delivery> first = cursor.peek(Duration.ofMillis(1));
                    if (first.isPresent()) {
                        readInOrder(cursor, first.get().sequence(), first.get().sequence());
                        visits++;
                    }
                }
            }
            return visits;
        });

        append(log, room, 1, MESSAGES);

        assertThat(result(reader)).isEqualTo(MESSAGES);
        assertThat(result(visitors)).isPositive();
    }

    @Test
    void aReaderThatWaitsIsWokenByTheNextMessage() throws Exception {
        MemoryLog log = new MemoryLog(4_096, () -> {});
        Cursor cursor = log.openCursor();
        Reader reader = Reader.waitingIn(cursor);

        log.append(Batches.record(Batches.of(1, "wakes")));
        log.flush();

        assertThat(reader.result().orElseThrow().sequence()).isOne();
    }

    @Test
    void noMessageIsSleptThroughByAReaderThatIsAboutToWait() throws Exception {
        MemoryLog log = new MemoryLog(4_096, () -> {});
        Cursor cursor = log.openCursor();
        int rounds = 30_000;
        FutureTask<Long> reader = started(() -> readInOrder(cursor, 1, rounds));

        for (int sequence = 1; sequence <= rounds; sequence++) {
            long before = sequence - 1L;
            OrderedBatch batch = Batches.of(sequence, Integer.toString(sequence));
            int aim = ThreadLocalRandom.current().nextInt(100);
            for (int spins = 0; cursor.position() != before && spins < 100_000; spins++) {
                Thread.onSpinWait();
            }
            Eventually.until("message " + before + " is read", () -> cursor.position() == before);
            // Just now, the reader finds that there is no more and goes to sleep.
            for (int spins = 0; spins < aim; spins++) {
                Thread.onSpinWait();
            }
            log.append(Batches.record(batch));
            log.flush();
        }

        assertThat(result(reader)).isEqualTo(rounds);
    }

    @Test
    void aReaderThatWaitsIsWokenWhenItsCursorCloses() throws Exception {
        Cursor cursor = new MemoryLog(4_096, () -> {}).openCursor();
        Reader reader = Reader.waitingIn(cursor);

        cursor.close();

        assertThatExceptionOfType(MemberClosedException.class).isThrownBy(reader::result);
    }

    @Test
    void aReaderThatWaitsIsWokenWhenTheLogEnds() throws Exception {
        MemoryLog log = new MemoryLog(4_096, () -> {});
        Reader reader = Reader.waitingIn(log.openCursor());

        log.end(() -> new GroupFailedException("over"));

        assertThatExceptionOfType(GroupFailedException.class).isThrownBy(reader::result);
    }

    @Test
    void aReaderThatWaitsCanBeInterrupted() throws Exception {
        Reader reader = Reader.waitingIn(new MemoryLog(4_096, () -> {}).openCursor());

        reader.thread().interrupt();

        assertThatExceptionOfType(InterruptedException.class).isThrownBy(reader::result);
    }

    @Test
    void aWaitThatIsNotMetEndsWithNothing() throws Exception {
        Cursor cursor = new MemoryLog(4_096, () -> {}).openCursor();

        assertThat(cursor.peek(Duration.ofMillis(1))).isEmpty();
    }

    @Test
    void whatEveryCursorHasReadIsLetGoEvenIfAClosedCursorIsStillHeld() throws Exception {
        MemoryLog log = new MemoryLog(1 << 20, () -> {});
        Cursor closed = log.openCursor();
        Cursor open = log.openCursor();
        closed.close();
        log.append(Batches.record(Batches.of(1, "head")));
        log.flush();
        WeakReference<OrderedBatch> batch = appendAndForget(log);
        log.append(Batches.record(Batches.of(3, "tail")));
        log.flush();
        for (int i = 0; i < 3; i++) {
            assertThat(open.peek(Duration.ZERO)).isPresent();
            open.advance();
        }
        log.append(Batches.record(Batches.of(4, "the writer lets go when it comes by")));
        log.flush();

        Eventually.until("the batch that was read is collected", () -> {
            System.gc();
            return batch.get() == null;
        });
        assertThat(closed.lag()).isEqualTo(4);
    }

    private static WeakReference<OrderedBatch> appendAndForget(MemoryLog log) {
        OrderedBatch batch = Batches.of(2, "forgotten");
        log.append(Batches.record(batch));
        log.flush();
        return new WeakReference<>(batch);
    }

    /** Appends as the protocol does: only while there is room, and again once told so. */
    private static void append(MemoryLog log, Semaphore room, long first, long last) throws InterruptedException {
        long sequence = first;
        while (sequence <= last) {
            while (!log.hasRoom()) {
                assertThat(room.tryAcquire(Eventually.DEADLINE.toSeconds(), TimeUnit.SECONDS))
                        .as("told that there is room again")
                        .isTrue();
            }
            int count = (int) Math.min(ThreadLocalRandom.current().nextInt(1, 8), last - sequence + 1);
            String[] texts = new String[count];
            for (int i = 0; i < count; i++) {
                texts[i] = Long.toString(sequence + i);
            }
            log.append(Batches.record(Batches.of(sequence, texts)));
            log.flush();
            sequence += count;
        }
    }

    private static long readInOrder(Cursor cursor, long first, long last) throws InterruptedException {
        for (long expected = first; expected <= last; expected++) {
            Delivery delivery = cursor.peek(FOR_EVER).orElseThrow();
            if (delivery.sequence() != expected || number(delivery) != expected) {
                throw new AssertionError("expected " + expected + ", got " + delivery);
            }
            cursor.advance();
        }
        return cursor.position();
    }

    private static long number(Delivery delivery) {
        long number = 0;
        while (delivery.payload().hasRemaining()) {
            number = number * 10 + delivery.payload().get() - '0';
        }
        return number;
    }

    private static <T> FutureTask<T> started(Callable<T> task) {
        FutureTask<T> future = new FutureTask<>(task);
        Thread thread = new Thread(future, "reader");
        thread.setDaemon(true);
        thread.start();
        return future;
    }

    private static <T> T result(FutureTask<T> task) throws Exception {
        return task.get(Eventually.DEADLINE.toSeconds(), TimeUnit.SECONDS);
    }

    /** A thread that waits in a cursor for its next message. */
    private record Reader(Thread thread, FutureTask<Optional<Delivery>> peeked) {

        static Reader waitingIn(Cursor cursor) {
            FutureTask<Optional<Delivery>> peeked = new FutureTask<>(() -> cursor.peek(FOR_EVER));
            Thread thread = new Thread(peeked, "waiting reader");
            thread.setDaemon(true);
            thread.start();
            Eventually.untilWaiting(thread);
            return new Reader(thread, peeked);
        }

        Optional<Delivery> result() throws Exception {
            try {
                return MemoryLogConcurrencyTest.result(peeked);
            } catch (ExecutionException e) {
                if (e.getCause() instanceof Exception cause) {
                    throw cause;
                }
                throw e;
            }
        }
    }
}
