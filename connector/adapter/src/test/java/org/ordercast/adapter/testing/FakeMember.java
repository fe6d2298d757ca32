package org.ordercast.adapter.testing;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.ordercast.engine.Acknowledgement;
import org.ordercast.engine.Counter;
import org.ordercast.engine.Cursor;
import org.ordercast.engine.Delivery;
import org.ordercast.engine.Durability;
import org.ordercast.engine.GroupSettings;
import org.ordercast.engine.GroupSnapshot;
import org.ordercast.engine.LogAlarm;
import org.ordercast.engine.LogListener;
import org.ordercast.engine.LogSnapshot;
import org.ordercast.engine.Member;
import org.ordercast.engine.MemberClosedException;
import org.ordercast.engine.MemberState;
import org.ordercast.engine.Place;

/** A member of a group of one, in memory: what is published is ordered at once, unless a test holds it back. */
public final class FakeMember implements Member {

    public static final long INCARNATION = 77;
    public static final long EPOCH = 3;

    private final GroupSettings settings;
    private final List<Delivery> log = new ArrayList<>();
    private final List<FakeCursor> cursors = new ArrayList<>();
    private final List<CompletableFuture<Place>> held = new ArrayList<>();
    private final List<Acknowledgement> levels = new ArrayList<>();
    private boolean holdAcknowledgements;
    private RuntimeException refusal;
    private MemberState state = MemberState.SEQUENCING;
    private boolean closed;
    private LogAlarm alarm;
    private final List<LogListener> listeners = new ArrayList<>();

    public FakeMember(GroupSettings settings) {
        this.settings = settings;
    }

    /** From now on messages are ordered, but their futures are left open. */
    public synchronized void holdAcknowledgements() {
        holdAcknowledgements = true;
    }

    /** From now on, publishing fails so; null ends it. */
    public synchronized void refuse(RuntimeException newRefusal) {
        refusal = newRefusal;
    }

    public synchronized void state(MemberState newState) {
        state = newState;
    }

    /** Orders a payload that somebody published. */
    public synchronized Delivery order(byte[] payload) {
        long sequence = log.size() + 1L;
        Delivery delivery = new Ordered(
                sequence,
                EPOCH,
                "publisher",
                INCARNATION,
                sequence,
                ByteBuffer.wrap(payload).asReadOnlyBuffer());
        log.add(delivery);
        notifyAll();
        return delivery;
    }

    public synchronized List<Delivery> log() {
        return List.copyOf(log);
    }

    /** The level of each call of publish. */
    public synchronized List<Acknowledgement> levels() {
        return List.copyOf(levels);
    }

    public synchronized boolean isClosed() {
        return closed;
    }

    public synchronized int openCursors() {
        return cursors.size();
    }

    /** Lets every cursor fail so at its next peek, once. */
    public synchronized void failCursors(RuntimeException failure) {
        cursors.forEach(cursor -> cursor.failure = failure);
        notifyAll();
    }

    @Override
    public GroupSettings settings() {
        return settings;
    }

    @Override
    public CompletableFuture<Place> publish(byte[] payload, Acknowledgement acknowledgement, Duration timeout) {
        return publish(List.of(payload), acknowledgement, timeout).get(0);
    }

    @Override
    public synchronized List<CompletableFuture<Place>> publish(
            List<byte[]> payloads, Acknowledgement acknowledgement, Duration timeout) {
        if (closed) {
            throw new MemberClosedException("member " + settings.memberId() + " is closed");
        }
        if (refusal != null) {
            throw refusal;
        }
        levels.add(acknowledgement);
        List<CompletableFuture<Place>> futures = new ArrayList<>();
        for (byte[] payload : payloads) {
            Place place = new Place(order(payload).sequence(), EPOCH);
            CompletableFuture<Place> future = new CompletableFuture<>();
            if (holdAcknowledgements) {
                held.add(future);
            } else {
                future.complete(place);
            }
            futures.add(future);
        }
        return futures;
    }

    @Override
    public synchronized Cursor openCursor() {
        return openCursor(log.size());
    }

    @Override
    public synchronized Cursor openCursor(long after) {
        if (closed) {
            throw new MemberClosedException("member " + settings.memberId() + " is closed");
        }
        FakeCursor cursor = new FakeCursor(after);
        cursors.add(cursor);
        return cursor;
    }

    @Override
    public synchronized GroupSnapshot snapshot() {
        return new GroupSnapshot(
                state,
                "as the test says",
                EPOCH,
                Optional.of(settings.memberId()),
                List.of(
                        new GroupSnapshot.ViewMember(settings.memberId(), INCARNATION, "127.0.0.1:1", true, log.size()),
                        new GroupSnapshot.ViewMember("other", 5, "127.0.0.1:2", false, 0),
                        new GroupSnapshot.ViewMember("silent", 6, "127.0.0.1:3", false, -1)),
                log.size(),
                log.size(),
                0,
                0xCAFE);
    }

    @Override
    public synchronized Map<Counter, Long> counters() {
        Map<Counter, Long> counters = new EnumMap<>(Counter.class);
        for (Counter counter : Counter.values()) {
            counters.put(counter, counters.size() + 1L);
        }
        return counters;
    }

    /** From now on, something is wrong with the log; null ends it. */
    public synchronized void alarm(LogAlarm newAlarm) {
        LogAlarm before = alarm;
        alarm = newAlarm;
        if (newAlarm == null) {
            listeners.forEach(listener -> listener.cleared(before));
        } else {
            listeners.forEach(listener -> listener.raised(newAlarm));
        }
    }

    @Override
    public synchronized LogSnapshot logSnapshot() {
        return new LogSnapshot(
                Durability.OS,
                "/data/log",
                1,
                log.size(),
                log.size(),
                0,
                1_000,
                2,
                3,
                true,
                List.of("the second segment is damaged"),
                7,
                5,
                4,
                alarm == null ? List.of() : List.of(alarm));
    }

    @Override
    public synchronized void addLogListener(LogListener listener) {
        listeners.add(listener);
    }

    @Override
    public synchronized void removeLogListener(LogListener listener) {
        listeners.remove(listener);
    }

    @Override
    public void close() {
        List<CompletableFuture<Place>> failing;
        synchronized (this) {
            closed = true;
            state = MemberState.STOPPED;
            failing = List.copyOf(held);
            held.clear();
            notifyAll();
        }
        failing.forEach(future -> future.completeExceptionally(new MemberClosedException("the member was closed")));
    }

    private final class FakeCursor implements Cursor {

        private long position;
        private boolean peeked;
        private boolean cursorClosed;
        private RuntimeException failure;

        private FakeCursor(long position) {
            this.position = position;
        }

        @Override
        public Optional<Delivery> peek(Duration timeout) throws InterruptedException {
            long deadline = System.nanoTime() + timeout.toNanos();
            synchronized (FakeMember.this) {
                while (true) {
                    if (closed || cursorClosed) {
                        throw new MemberClosedException("the cursor is closed");
                    }
                    if (failure != null) {
                        RuntimeException thrown = failure;
                        failure = null;
                        throw thrown;
                    }
                    if (position < log.size()) {
                        peeked = true;
                        return Optional.of(log.get((int) position));
                    }
                    long millis = (deadline - System.nanoTime()) / 1_000_000;
                    if (millis <= 0) {
                        return Optional.empty();
                    }
                    FakeMember.this.wait(millis);
                }
            }
        }

        @Override
        public void advance() {
            synchronized (FakeMember.this) {
                if (!peeked) {
                    throw new IllegalStateException("nothing was peeked at");
                }
                peeked = false;
                position++;
            }
        }

        @Override
        public long position() {
            synchronized (FakeMember.this) {
                return position;
            }
        }

        @Override
        public long lag() {
            synchronized (FakeMember.this) {
                return log.size() - position;
            }
        }

        @Override
        public void close() {
            synchronized (FakeMember.this) {
                cursorClosed = true;
                cursors.remove(this);
                FakeMember.this.notifyAll();
            }
        }
    }

    private record Ordered(
            long sequence, long epoch, String publisher, long incarnation, long publisherSequence, ByteBuffer payload)
            implements Delivery {}
}
