package org.ordercast.faults.process;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.ordercast.engine.Acknowledgement;
import org.ordercast.engine.GroupFailedException;
import org.ordercast.engine.Member;
import org.ordercast.engine.MemberClosedException;
import org.ordercast.engine.NoRoomException;
import org.ordercast.engine.Place;
import org.ordercast.faults.history.SendHistory;
import org.ordercast.faults.history.Source;

/**
 * One life's publisher, on a thread of its own: numbered messages, some adjacent ones at once. What the member has no room
 * for was not handed over, and is tried again; what was handed over is the member's to repeat, and never sent again here,
 * for a message of another life would be another message. Waits for all levels in turn.
 */
final class Publisher implements Runnable {

    private static final Acknowledgement[] LEVELS = {
        Acknowledgement.COMMITTED, Acknowledgement.ORDERED, Acknowledgement.COMMITTED, Acknowledgement.STABLE
    };
    private static final int MOST_AT_ONCE = 64;
    private static final long PACE = TimeUnit.MILLISECONDS.toNanos(5);
    private static final Duration PATIENCE = Duration.ofMillis(200);

    private final Member member;
    private final SendHistory history;
    private final Load load;
    private final Source source;
    private final long count;
    private final long perSecond;
    private final AtomicLong completed = new AtomicLong();
    private volatile long sent;
    private volatile boolean finishing;
    private volatile boolean done;

    /** Publishes up to a number of messages, and so many a second; 0 for as many as there is room for. */
    Publisher(Member member, SendHistory history, Load load, Source source, long count, long perSecond) {
        this.member = member;
        this.history = history;
        this.load = load;
        this.source = source;
        this.count = count;
        this.perSecond = perSecond;
    }

    @Override
    public void run() {
        try {
            long origin = System.nanoTime();
            for (int call = 0; sent < count && !finishing; call++) {
                int next = (int) Math.min(MOST_AT_ONCE, Math.min(count - sent, due(origin)));
                if (next > 0) {
                    publish(next, LEVELS[call % LEVELS.length]);
                } else {
                    LockSupport.parkNanos(PACE);
                }
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } catch (MemberClosedException | GroupFailedException ended) {
            System.getLogger(Publisher.class.getName())
                    .log(System.Logger.Level.WARNING, "the publisher ends with its member", ended);
        } finally {
            done = true;
        }
    }

    /** Takes up no more messages. */
    void finish() {
        finishing = true;
    }

    /** Whether no more is handed over. */
    boolean isDone() {
        return done;
    }

    /** How many messages were handed over. */
    long sent() {
        return sent;
    }

    /** How many were handed over, and are not complete. */
    long outstanding() {
        return sent - completed.get();
    }

    private long due(long origin) {
        return perSecond == 0 ? Long.MAX_VALUE : (long) ((System.nanoTime() - origin) / 1e9 * perSecond) - sent;
    }

    private void publish(int next, Acknowledgement level) throws InterruptedException {
        long first = sent + 1;
        List<byte[]> messages = new ArrayList<>(next);
        for (int i = 0; i < next; i++) {
            messages.add(load.message(source, first + i));
        }
        history.begun(first, next);
        while (true) {
            try {
                List<CompletableFuture<Place>> futures = member.publish(messages, level, PATIENCE);
                sent = first + next - 1;
                follow(futures, first, level);
                return;
            } catch (NoRoomException full) {
                // Nothing was handed over, so the same may be tried again.
                history.flush();
                if (finishing) {
                    history.refused(first, next);
                    return;
                }
            }
        }
    }

    /** Writes down what becomes of messages. That of the follow-ups themselves is nobody's to know. */
    @SuppressWarnings("FutureReturnValueIgnored")
    private void follow(List<CompletableFuture<Place>> futures, long first, Acknowledgement level) {
        for (int i = 0; i < futures.size(); i++) {
            long number = first + i;
            futures.get(i).whenComplete((place, failure) -> {
                if (failure == null) {
                    history.completed(level, number, place);
                    completed.incrementAndGet();
                } else {
                    history.unknown(number);
                }
            });
        }
    }
}
