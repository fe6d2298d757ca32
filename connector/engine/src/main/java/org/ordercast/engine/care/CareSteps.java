package org.ordercast.engine.care;

import java.io.Closeable;
import java.io.IOException;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.ordercast.engine.log.disk.DamagedPlaces;
import org.ordercast.engine.log.disk.DiskLog;

/**
 * What the care of a log does, one step after the other: looks at the segments that are suspected, verifies the log when it
 * is time, and tries again what could not be repaired. It owns no thread and no clock, and waits for nothing but another
 * member's log: whoever runs it waits between two steps. For one thread, but for closing.
 */
public final class CareSteps implements Closeable {

    /** How often it looks whether the member's thread has done what it was asked. */
    private static final long POLL = 20_000_000;

    private final DiskLog log;
    private final DamagedPlaces places;
    private final String self;
    private final BreakableLogs others;
    private final Consumer<String> warnings;
    private final LongSupplier clock;
    private final CareLimits limits;
    private final VerifyPass pass;

    private @Nullable SuspectedSegment suspected;

    // When what could not be repaired is tried again, and how long it is put off the next time.
    private boolean retries;
    private long retryAt;
    private long pause;
    private String warned = "";

    /**
     * Prepares the care of a log.
     *
     * @param log the log
     * @param self the id of the member whose log it is
     * @param others reads other members' logs
     * @param warnings told what an operator should know
     * @param limits how much it may cost
     * @param clock a clock that never goes back, in nanoseconds
     */
    public CareSteps(
            DiskLog log,
            String self,
            OtherLogs others,
            Consumer<String> warnings,
            CareLimits limits,
            LongSupplier clock) {
        this.log = log;
        this.places = log.mending().damage();
        this.self = self;
        this.others = new BreakableLogs(others);
        this.warnings = warnings;
        this.limits = limits;
        this.clock = clock;
        this.pass = new VerifyPass(log, limits, clock, warnings);
        this.pause = limits.retry().toNanos();
    }

    /**
     * Does the next step.
     *
     * @return how long to wait before the one after it, in nanoseconds; while it is not busy, a new suspect ends the wait
     */
    public long step() {
        SuspectedSegment present = suspected;
        if (present == null) {
            String suspect = places.takeSuspect();
            if (suspect == null) {
                return idle();
            }
            suspected = new SuspectedSegment(suspect, log, self, others, warnings, this::tryAgainLater);
            return 0;
        }
        try {
            boolean waits = present.step();
            if (present.isDone()) {
                conclude(present);
            }
            return waits ? POLL : 0;
        } catch (IOException | IllegalStateException e) {
            // Unchecked where the log was begun anew meanwhile.
            suspected = null;
            tryAgainLater("the log cannot be repaired: " + e);
            return 0;
        }
    }

    /** Whether it is in the middle of a segment. */
    boolean isBusy() {
        return suspected != null;
    }

    private void conclude(SuspectedSegment done) {
        suspected = null;
        if (done.isGone()) {
            // Dropped since, or put aside as unreadable: then what it held is missing behind the one before.
            pass.hurry();
        }
        if (done.repaired() > 0) {
            pause = limits.retry().toNanos();
        }
    }

    private long idle() {
        if (retries && retryAt - clock.getAsLong() <= 0) {
            retries = false;
            places.suspectAgain();
        } else if (pass.pause() <= 0) {
            pass.goOn();
        }
        long idle = pass.pause();
        return Math.max(0, retries ? Math.min(idle, retryAt - clock.getAsLong()) : idle);
    }

    private void tryAgainLater(String reason) {
        if (!reason.equals(warned)) {
            warned = reason;
            warnings.accept(reason);
        }
        retries = true;
        retryAt = clock.getAsLong() + pause;
        pause = Math.min(2 * pause, limits.longestRetry().toNanos());
    }

    /**
     * Breaks off what is being read from another member, for good. From any thread.
     *
     * @throws IOException if the connection cannot be closed
     */
    @Override
    public void close() throws IOException {
        others.close();
    }

    /** Lets go of the log, after the last step. */
    void end() {
        pass.close();
    }
}
