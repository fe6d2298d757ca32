package org.ordercast.engine.care;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.ordercast.engine.driver.LogUpkeep;
import org.ordercast.engine.log.Damage;
import org.ordercast.engine.log.LogRecord;
import org.ordercast.engine.log.LogState;
import org.ordercast.engine.log.disk.DiskLog;
import org.ordercast.engine.log.disk.Mending;
import org.ordercast.engine.log.segment.SegmentRepair;
import org.ordercast.engine.membership.MemberIdentity;
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

    /** How often it looks whether the member's thread has done what it was asked, and whether it is to end itself. */
    private static final Duration POLL = Duration.ofMillis(20);

    private final DiskLog log;
    private final Mending mending;
    private final String self;
    private final OtherLogs others;
    private final Consumer<String> warnings;
    private final CareLimits limits;
    private final VerifyPass pass;
    private final BackgroundThread thread;

    private volatile boolean closed;
    private volatile OtherLogs.@Nullable Records reading;

    // The thread's own: when what could not be repaired is tried again, 0 while there is nothing.
    private long pause;
    private long retryAt;
    private String warned = "";

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
        this.log = log;
        this.mending = log.mending();
        this.self = self;
        this.others = others;
        this.warnings = warnings;
        this.limits = limits;
        this.pass = new VerifyPass(log, limits, warnings);
        this.pause = limits.retry().toNanos();
        this.thread = new BackgroundThread(threadName, this::run);
    }

    @Override
    public void start() {
        thread.start();
    }

    @Override
    public void close() {
        closed = true;
        closeReading();
        mending.damage().wake();
        if (!thread.join(CLOSE_PATIENCE)) {
            warnings.accept("the repair of the log did not end within " + CLOSE_PATIENCE.toSeconds()
                    + " s of being told to; its disk may stand still");
        }
    }

    private void run() {
        try {
            while (!closed) {
                String suspect = mending.damage().awaitSuspect(idle());
                if (closed) {
                    return;
                }
                if (suspect != null) {
                    look(suspect);
                } else if (retryAt != 0 && retryAt - System.nanoTime() <= 0) {
                    retryAt = 0;
                    mending.damage().suspectAgain();
                } else if (pass.pause() <= 0) {
                    pass.goOn();
                }
            }
        } catch (InterruptedException e) {
            warnings.accept("the thread that looks after the log was interrupted; damage is repaired after a restart");
        } finally {
            pass.close();
        }
    }

    private long idle() {
        long idle = pass.pause();
        return Math.max(0, retryAt == 0 ? idle : Math.min(idle, retryAt - System.nanoTime()));
    }

    /** Looks at a segment, and repairs what it can. */
    private void look(String segment) throws InterruptedException {
        try {
            Optional<SegmentRepair> present = mending.repairOf(segment);
            if (present.isEmpty()) {
                // Dropped since, or put aside as unreadable: then what it held is missing behind the one before.
                mending.damage().settle(segment, List.of(), 0);
                pass.hurry();
            } else if (isReadyFor(present.get())) {
                repairAll(segment);
            } else {
                tryAgainLater("the segment " + segment + " is damaged where it is written, and holds no message yet");
            }
        } catch (IOException | IllegalStateException e) {
            // Unchecked where the log was begun anew meanwhile.
            tryAgainLater("the log cannot be repaired: " + e);
        }
    }

    /** Makes sure that nothing is written to a segment any more, if anything in it is damaged. */
    private boolean isReadyFor(SegmentRepair repair) throws IOException, InterruptedException {
        if (repair.isFinished() || repair.damage().isEmpty()) {
            return true;
        }
        boolean rolled = await(mending.roll());
        while (rolled && !closed && !repair.isFinished()) {
            TimeUnit.NANOSECONDS.sleep(POLL.toNanos());
        }
        return rolled;
    }

    private void repairAll(String segment) throws IOException, InterruptedException {
        Set<Damage> hopeless = new HashSet<>();
        int repaired = 0;
        Optional<SegmentRepair> first = mending.repairOf(segment);
        if (first.isPresent()) {
            // A reader stops at the first.
            first.get().damage().forEach(mending.damage()::found);
        }
        while (!closed) {
            Optional<SegmentRepair> repair = mending.repairOf(segment);
            List<Damage> damage = repair.isEmpty() ? List.of() : repair.get().damage();
            Optional<Damage> next =
                    damage.stream().filter(each -> !hopeless.contains(each)).findFirst();
            if (next.isEmpty()) {
                mending.damage().settle(segment, damage, repaired);
                pause = repaired > 0 ? limits.retry().toNanos() : pause;
                return;
            }
            if (repair(repair.orElseThrow(), next.get())) {
                repaired++;
            } else {
                hopeless.add(next.get());
            }
        }
    }

    /** Repairs one place, from whoever can help. */
    private boolean repair(SegmentRepair repair, Damage damage) throws IOException, InterruptedException {
        Optional<LogState> before = repair.stateBefore(damage);
        if (before.isEmpty()) {
            tryAgainLater(
                    "this cannot be repaired, for nothing that is left says how the order stood before it: " + damage);
            return false;
        }
        LogRecord after = repair.recordAfter(damage).orElse(null);
        StringBuilder reasons = new StringBuilder();
        for (MemberIdentity other : log.peers()) {
            if (other.id().equals(self) || closed) {
                continue;
            }
            try (OtherLogs.Records records = others.open(other, damage.first())) {
                reading = records;
                repair.copy(damage, () -> new LostRecords(records, damage, before.get(), after));
                if (await(mending.complete(repair))) {
                    warnings.accept("the log is repaired from member '" + other.id() + "': " + damage);
                    return true;
                }
                repair.close();
                return false;
            } catch (IOException | UncheckedIOException | IllegalArgumentException e) {
                Throwable cause = e instanceof UncheckedIOException && e.getCause() != null ? e.getCause() : e;
                reasons.append("; '").append(other.id()).append("': ").append(cause.getMessage());
            } finally {
                reading = null;
            }
        }
        tryAgainLater("this cannot be repaired yet, and is tried again and again: " + damage
                + (reasons.isEmpty() ? "; no other member is in the view" : reasons));
        return false;
    }

    /** Waits for the member's thread; false if it cannot do it, or this is to end. */
    private boolean await(CompletableFuture<Boolean> asked) throws IOException, InterruptedException {
        while (!closed) {
            try {
                return asked.get(POLL.toNanos(), TimeUnit.NANOSECONDS);
            } catch (TimeoutException ignored) {
                // It may be busy.
            } catch (ExecutionException e) {
                throw new IOException("the repaired segment could not be put in its place: " + e.getCause(), e);
            }
        }
        return false;
    }

    private void tryAgainLater(String reason) {
        if (closed) {
            return;
        }
        if (!reason.equals(warned)) {
            warned = reason;
            warnings.accept(reason);
        }
        retryAt = System.nanoTime() + pause;
        pause = Math.min(2 * pause, limits.longestRetry().toNanos());
    }

    private void closeReading() {
        OtherLogs.Records open = reading;
        if (open != null) {
            try {
                open.close();
            } catch (IOException e) {
                warnings.accept("the connection to another member's log could not be closed: " + e);
            }
        }
    }
}
