package org.ordercast.engine.simulation;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.ordercast.engine.care.CareLimits;
import org.ordercast.engine.care.CareSteps;
import org.ordercast.engine.care.OtherLogs;
import org.ordercast.engine.log.disk.DiskLog;

/** The thread that looks after one life's log: does the product's steps, each in a moment of its own. */
final class SimulatedCare {

    private static final CareLimits LIMITS = new CareLimits(
            8L << 20, Duration.ofMillis(300), Duration.ofMillis(700), Duration.ofMillis(20), Duration.ofMillis(200));

    private static final long LONGEST_STEP = TimeUnit.MILLISECONDS.toNanos(3);
    private static final long LOOK = TimeUnit.MILLISECONDS.toNanos(20);

    private final Timeline timeline;
    private final Dice dice;
    private final Consumer<Runnable> process;
    private final CareSteps steps;
    private boolean over;

    /**
     * Begins to look after a log.
     *
     * @param process runs what the thread does, for the process may die of it
     */
    SimulatedCare(
            SimulatedGroup group,
            DiskLog log,
            String self,
            OtherLogs others,
            Dice dice,
            Consumer<Runnable> process,
            Consumer<String> warnings) {
        this.timeline = group.timeline();
        this.dice = dice;
        this.process = process;
        this.steps = new CareSteps(log, self, others, warnings, LIMITS, timeline::now);
        goOn(LOOK);
    }

    /** Ends with its process. */
    void end() {
        over = true;
        try {
            steps.close();
        } catch (IOException e) {
            throw new IllegalStateException("what is read in memory can be closed", e);
        }
    }

    private void goOn(long pause) {
        timeline.after(Math.min(pause, LOOK) + dice.between(0, LONGEST_STEP), () -> {
            if (!over) {
                process.accept(this::step);
            }
        });
    }

    private void step() {
        goOn(steps.step());
    }
}
