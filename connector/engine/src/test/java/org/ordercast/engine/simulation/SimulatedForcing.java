package org.ordercast.engine.simulation;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/** The thread that forces one life's log: each force comes to its end when the disk is done with it. */
final class SimulatedForcing extends AbstractExecutorService {

    private final Timeline timeline;
    private final LongSupplier duration;
    private final Consumer<Runnable> process;
    private final Deque<Runnable> waiting = new ArrayDeque<>();
    private boolean over;

    /**
     * A thread with nothing to do.
     *
     * @param duration how long the next force takes
     * @param process runs what the thread does, for the process may die of it
     */
    SimulatedForcing(Timeline timeline, LongSupplier duration, Consumer<Runnable> process) {
        this.timeline = timeline;
        this.duration = duration;
        this.process = process;
    }

    @Override
    public void execute(Runnable task) {
        waiting.add(task);
        timeline.after(duration.getAsLong(), () -> {
            if (waiting.remove(task)) {
                process.accept(task);
            }
        });
    }

    @Override
    public void shutdown() {
        over = true;
    }

    @Override
    public List<Runnable> shutdownNow() {
        over = true;
        List<Runnable> left = List.copyOf(waiting);
        waiting.clear();
        return left;
    }

    @Override
    public boolean isShutdown() {
        return over;
    }

    @Override
    public boolean isTerminated() {
        return over && waiting.isEmpty();
    }

    /** Does at once what is left to do. */
    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) {
        while (!waiting.isEmpty()) {
            process.accept(waiting.remove());
        }
        return over;
    }
}
