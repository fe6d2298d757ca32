package org.ordercast.sample.publish;

import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.ordercast.OrdercastException;
import org.ordercast.OrderedConnection;
import org.ordercast.OrderedConnectionFactory;
import org.ordercast.Receipt;

/**
 * Submits many generated commands as fast as the group takes them, on a thread of its own, one burst at a time. At most
 * {@value #WINDOW} are under way, for the latency shown to be the group's and not that of a queue in this server. Safe
 * for use by several threads.
 */
public final class Burst {

    /** The most commands of one burst. */
    public static final int MAX_COMMANDS = 100_000;

    /** How many commands may be under way. */
    static final int WINDOW = 512;

    private static final long PATIENCE_SECONDS = 60;

    private final OrderedConnectionFactory factory;
    private final GeneratedOrders orders;
    private final Executor executor;
    private Progress progress = Progress.NONE;

    /**
     * Creates the burst of a server; nothing is submitted yet.
     *
     * @param factory gives connections to the group
     * @param orders makes up and submits commands
     * @param executor runs the burst
     */
    public Burst(OrderedConnectionFactory factory, GeneratedOrders orders, Executor executor) {
        this.factory = factory;
        this.orders = orders;
        this.executor = executor;
    }

    /**
     * Starts a burst.
     *
     * @param commands how many commands, 1 to {@value #MAX_COMMANDS}
     * @return true if it was started, false if one is still running
     * @throws IllegalArgumentException if the number is not allowed
     */
    public synchronized boolean start(int commands) {
        if (commands < 1 || commands > MAX_COMMANDS) {
            throw new IllegalArgumentException(
                    "count: " + commands + " is not allowed; 1 to " + MAX_COMMANDS + " commands");
        }
        if (progress.running()) {
            return false;
        }
        progress = new Progress(true, commands, 0, 0, 0, "");
        executor.execute(() -> run(commands));
        return true;
    }

    /**
     * How far the last burst is.
     *
     * @return a snapshot
     */
    public synchronized Progress progress() {
        return progress;
    }

    private void run(int commands) {
        Semaphore window = new Semaphore(WINDOW);
        try (OrderedConnection connection = factory.getConnection()) {
            for (int i = 0; i < commands; i++) {
                awaitRoom(window, 1);
                orders.submitNext(connection).receipt().whenComplete((receipt, failure) -> {
                    window.release();
                    completed(receipt, failure);
                });
                submitted();
            }
            awaitRoom(window, WINDOW);
            ended("");
        } catch (OrdercastException | IllegalStateException failure) {
            ended(String.valueOf(failure.getMessage()));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            ended("the server stopped while the burst ran");
        }
    }

    private static void awaitRoom(Semaphore window, int permits) throws InterruptedException {
        if (!window.tryAcquire(permits, PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            throw new IllegalStateException("nothing was ordered for " + PATIENCE_SECONDS
                    + " seconds; see the state of this server's member, and whether the sequencer is up");
        }
    }

    private synchronized void submitted() {
        progress = new Progress(
                true,
                progress.total(),
                progress.submitted() + 1,
                progress.ordered(),
                progress.failed(),
                progress.problem());
    }

    private synchronized void completed(@Nullable Receipt receipt, @Nullable Throwable failure) {
        progress = new Progress(
                progress.running(),
                progress.total(),
                progress.submitted(),
                progress.ordered() + (receipt == null ? 0 : 1),
                progress.failed() + (receipt == null ? 1 : 0),
                failure == null ? progress.problem() : String.valueOf(failure.getMessage()));
    }

    private synchronized void ended(String problem) {
        progress = new Progress(
                false,
                progress.total(),
                progress.submitted(),
                progress.ordered(),
                progress.failed(),
                problem.isEmpty() ? progress.problem() : problem);
    }
}
