package org.ordercast.engine.link;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.ordercast.engine.driver.LogFetches;
import org.ordercast.engine.log.LogRecord;
import org.ordercast.engine.log.OrderedLog;
import org.ordercast.engine.membership.Endpoint;
import org.ordercast.engine.protocol.FetchListener;
import org.ordercast.engine.thread.BackgroundThread;

/**
 * Fetches what another member's log holds, over TCP. A thread of its own, which the first fetch starts, connects and
 * reads; what it has read waits, within bounds, for the member's thread, on which all else here happens.
 */
public final class LogLink implements LogFetches {

    /** How many records are handed over before datagrams are read again, which are more urgent. */
    private static final int TURN_LIMIT = 256;

    /** And how many bytes, but at least one record. */
    private static final int TURN_BYTES = 1 << 20;

    /** A pause is doubled no more often. */
    private static final int MOST_DOUBLINGS = 4;

    /** The thread waits for nothing that {@link #stop} does not end, but for a connection to be made. */
    private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(10);

    private final String threadName;
    private final long group;
    private final LinkSealing sealing;
    private final Function<Endpoint, @Nullable InetSocketAddress> addresses;
    private final Runnable signal;
    private final Consumer<String> warnings;
    private final LinkLimits limits;

    // The member's thread's own.
    private @Nullable Fetch current;
    private @Nullable BackgroundThread thread;
    private @Nullable Endpoint from;
    private String warned = "";

    private final Object handover = new Object();
    private @Nullable Job wanted; // guarded by handover
    private boolean closed; // guarded by handover

    private int failures; // the fetching thread's own

    private record Job(Fetch fetch, @Nullable InetSocketAddress address) {}

    /**
     * Creates a link that fetches nothing yet.
     *
     * @param threadName the name of its thread
     * @param group the number that stands for the group
     * @param sealing how the group's links are sealed
     * @param addresses where an endpoint is reached, null if it must not be; called on the member's thread
     * @param signal tells the member's thread to take what has come; called on this link's thread
     * @param warnings told, on the member's thread, why a fetch was broken off
     */
    public LogLink(
            String threadName,
            long group,
            LinkSealing sealing,
            Function<Endpoint, @Nullable InetSocketAddress> addresses,
            Runnable signal,
            Consumer<String> warnings) {
        this(threadName, group, sealing, addresses, signal, warnings, LinkLimits.DEFAULT);
    }

    LogLink(
            String threadName,
            long group,
            LinkSealing sealing,
            Function<Endpoint, @Nullable InetSocketAddress> addresses,
            Runnable signal,
            Consumer<String> warnings,
            LinkLimits limits) {
        this.threadName = threadName;
        this.group = group;
        this.sealing = sealing;
        this.addresses = addresses;
        this.signal = signal;
        this.warnings = warnings;
        this.limits = limits;
    }

    @Override
    public void fetch(Endpoint endpoint, long sequence) {
        stop();
        Fetch fetch = new Fetch(sequence, limits.backlog());
        current = fetch;
        from = endpoint;
        synchronized (handover) {
            wanted = new Job(fetch, addresses.apply(endpoint));
            handover.notifyAll();
        }
        if (thread == null) {
            thread = new BackgroundThread(threadName, this::run);
            thread.start();
        }
    }

    @Override
    public void stop() {
        Fetch old = current;
        current = null;
        if (old != null) {
            synchronized (handover) {
                wanted = null;
            }
            old.cancel();
        }
    }

    @Override
    public boolean deliver(FetchListener protocol, OrderedLog log, long now) {
        int bytes = 0;
        for (int i = 0; i < TURN_LIMIT && bytes < TURN_BYTES; i++) {
            // Anew each time: the protocol may stop the fetch, or begin another, with any record.
            Fetch fetch = current;
            if (fetch == null || !log.hasRoom()) {
                return false;
            }
            Fetch.Arrived arrived = fetch.poll();
            if (arrived != null) {
                bytes += arrived.bytes();
                protocol.onFetched(arrived.record(), now);
                continue;
            }
            Fetch.End end = fetch.end();
            if (end == null) {
                return false;
            }
            current = null;
            report(end);
            protocol.onFetchEnded(end.complete(), now);
        }
        return true;
    }

    /** Ends the fetch and the thread, and waits until that has ended. */
    @Override
    public void close() {
        stop();
        synchronized (handover) {
            closed = true;
            handover.notifyAll();
        }
        if (thread != null) {
            thread.join(CLOSE_PATIENCE);
        }
    }

    /** Says why a fetch was broken off, once: the protocol tries again and again. */
    private void report(Fetch.End end) {
        String message = end.complete()
                ? ""
                : "the log of the member at " + from + " could not be read to its end: " + end.reason()
                        + "; it is tried again";
        if (!message.isEmpty() && !message.equals(warned)) {
            warnings.accept(message);
        }
        warned = message;
    }

    private void run() {
        try {
            Job job = nextJob();
            while (job != null) {
                if (failures == 0 || job.fetch.pause(pause())) {
                    fetch(job.fetch, job.address);
                    signal.run();
                }
                job = nextJob();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private @Nullable Job nextJob() throws InterruptedException {
        synchronized (handover) {
            while (wanted == null && !closed) {
                handover.wait();
            }
            Job job = closed ? null : wanted;
            wanted = null;
            return job;
        }
    }

    private long pause() {
        return limits.pause().toNanos() << Math.min(failures - 1, MOST_DOUBLINGS);
    }

    private void fetch(Fetch fetch, @Nullable InetSocketAddress address) throws InterruptedException {
        failures++;
        if (address == null) {
            fetch.end(false, "its address is not one of the group's network");
            return;
        }
        try (Socket socket = new Socket()) {
            if (!fetch.uses(socket)) {
                return;
            }
            socket.connect(address, (int) limits.connect().toMillis());
            socket.setTcpNoDelay(true);
            socket.setSoTimeout((int) limits.stall().toMillis());
            read(socket, fetch);
        } catch (SocketTimeoutException e) {
            fetch.end(false, "it did not answer in time");
        } catch (IOException e) {
            fetch.end(false, String.valueOf(e.getMessage()));
        } catch (RuntimeException | Error e) {
            // The protocol must hear of an end whatever happens: it would wait for this fetch for ever.
            fetch.end(false, "unexpected: " + e);
        }
    }

    private void read(Socket socket, Fetch fetch) throws IOException, InterruptedException {
        LogReading reading =
                LogReading.ask(socket.getInputStream(), socket.getOutputStream(), group, sealing, fetch.sequence());
        LogRecord record = reading.next();
        while (record != null) {
            if (!fetch.put(record, reading.length())) {
                return;
            }
            failures = 0;
            signal.run();
            record = reading.next();
        }
        Closing closing = reading.closing();
        if (closing == null) {
            throw new IllegalStateException("no record, and no closing");
        }
        Optional<String> shortfall = closing.shortfall();
        if (shortfall.isEmpty()) {
            failures = 0;
        }
        fetch.end(shortfall.isEmpty(), shortfall.orElse(""));
    }
}
