package org.ordercast.engine.care;

import java.io.IOException;
import java.time.Duration;
import java.util.function.Consumer;
import org.ordercast.engine.driver.LogUpkeep;
import org.ordercast.engine.log.disk.DamagedPlaces;
import org.ordercast.engine.log.disk.DiskLog;
import org.ordercast.engine.thread.BackgroundThread;

/**
 * The thread that looks after a log on disk. It reads all of the log now and then, slowly, so that what rots is found while
 * another member still holds it; and it repairs what any reader found damaged: reads what was lost from another member's
 * log, writes the segment anew, and has the member's thread put it in the old one's place. Nobody waits for it but
 * readers that need what is damaged.
 */
public final class LogCare implements LogUpkeep {

    /** It looks whether it is to end between one record and the next; only a disk that stands still takes so long. */
    private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(5);

    private final DamagedPlaces places;
    private final CareSteps steps;
    private final Consumer<String> warnings;
    private final BackgroundThread thread;
    private volatile boolean closed;

    /**
     * Prepares the care of a log, which {@link #start} starts.
     *
     * @param threadName the name of its thread
     * @param log the log
     * @param self the id of the member whose log it is
     * @param others reads other members' logs
     * @param warnings told what an operator should know
     */
    public LogCare(String threadName, DiskLog log, String self, OtherLogs others, Consumer<String> warnings) {
        this(threadName, log, self, others, warnings, CareLimits.DEFAULT);
    }

    LogCare(
            String threadName,
            DiskLog log,
            String self,
            OtherLogs others,
            Consumer<String> warnings,
            CareLimits limits) {
        this.places = log.mending().damage();
        this.steps = new CareSteps(log, self, others, warnings, limits, System::nanoTime);
        this.warnings = warnings;
        this.thread = new BackgroundThread(threadName, this::run);
    }

    @Override
    public void start() {
        thread.start();
    }

    @Override
    public void close() {
        closed = true;
        try {
            steps.close();
        } catch (IOException e) {
            warnings.accept("the connection to another member's log could not be closed: " + e);
        }
        places.wake();
        if (!thread.join(CLOSE_PATIENCE)) {
            warnings.accept("the repair of the log did not end within " + CLOSE_PATIENCE.toSeconds()
                    + " s of being told to; its disk may stand still");
        }
    }

    private void run() {
        try {
            while (!closed) {
                long pause = steps.step();
                if (steps.isBusy()) {
                    places.await(pause);
                } else {
                    places.awaitSuspect(pause);
                }
            }
        } catch (InterruptedException e) {
            warnings.accept("the thread that looks after the log was interrupted; damage is repaired after a restart");
        } finally {
            steps.end();
        }
    }
}
