package org.ordercast.faults.process;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.ordercast.engine.Cursor;
import org.ordercast.engine.Delivery;
import org.ordercast.engine.MemberClosedException;
import org.ordercast.engine.OrderGapException;
import org.ordercast.faults.history.Delivered;
import org.ordercast.faults.history.DeliveryHistory;

/** One life's reader, on a thread of its own: reads its cursor, checks each message's content, and writes it all down. */
final class Reader implements Runnable {

    private static final Duration PATIENCE = Duration.ofMillis(100);

    /** How long a delivery may be known to this process alone while more keep coming. */
    private static final long FLUSH_NANOS = 10_000_000;

    private final Cursor cursor;
    private final DeliveryHistory history;
    private final List<String> members;
    private volatile long written;
    private long flushedAt = System.nanoTime();

    Reader(Cursor cursor, DeliveryHistory history, List<String> members) {
        this.cursor = cursor;
        this.history = history;
        this.members = members;
        this.written = cursor.position();
    }

    @Override
    public void run() {
        try (history) {
            while (true) {
                step();
            }
        } catch (MemberClosedException ended) {
            // Everything that it received was read before.
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            throw new IllegalStateException("the history of deliveries cannot be written", e);
        }
    }

    /** The last sequence that is written down. */
    long written() {
        return written;
    }

    private void step() throws InterruptedException, IOException {
        try {
            Optional<Delivery> next = cursor.peek(Duration.ZERO);
            if (next.isEmpty()) {
                flush(System.nanoTime());
                next = cursor.peek(PATIENCE);
            }
            if (next.isPresent()) {
                long now = System.nanoTime();
                write(next.get(), now);
                cursor.advance();
                if (now - flushedAt > FLUSH_NANOS) {
                    flush(now);
                }
            }
        } catch (OrderGapException gap) {
            history.gap(System.nanoTime(), gap.first(), gap.last());
            written = gap.last();
        }
    }

    private void flush(long now) throws IOException {
        history.flush();
        written = cursor.position();
        flushedAt = now;
    }

    private void write(Delivery delivery, long now) throws IOException {
        Optional<Load.Content> content = Load.read(delivery.payload())
                .filter(read -> read.source().member() < members.size()
                        && members.get(read.source().member()).equals(delivery.publisher()));
        if (content.isEmpty()) {
            history.corrupt(now, delivery.sequence());
            return;
        }
        history.delivered(new Delivered(
                now,
                delivery.sequence(),
                delivery.epoch(),
                delivery.incarnation(),
                delivery.publisherSequence(),
                content.get().source(),
                content.get().number(),
                1));
    }
}
