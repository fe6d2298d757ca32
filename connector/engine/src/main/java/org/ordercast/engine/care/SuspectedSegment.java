package org.ordercast.engine.care;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.ordercast.engine.log.Damage;
import org.ordercast.engine.log.LogRecord;
import org.ordercast.engine.log.LogState;
import org.ordercast.engine.log.disk.DiskLog;
import org.ordercast.engine.log.disk.Mending;
import org.ordercast.engine.log.segment.SegmentRepair;
import org.ordercast.engine.membership.MemberIdentity;

/**
 * One segment in which there may be damage: looks at it, and repairs one place after the other from whoever can help, one
 * step after the other. What it asks of the member's thread it waits for between two steps. For one thread.
 */
final class SuspectedSegment {

    /** What the next step does. */
    private enum Phase {
        /** See whether it is there, and whether it is still written to. */
        LOOK,
        /** Wait until the member's thread has begun the next segment. */
        ROLL,
        /** Choose the next place that is damaged. */
        CHOOSE,
        /** Ask the next member for what was lost there. */
        ASK,
        /** Wait until the member's thread has put the copy into the segment's place. */
        TAKE_OVER,
        /** Nothing. */
        DONE
    }

    private final String segment;
    private final DiskLog log;
    private final Mending mending;
    private final String self;
    private final OtherLogs others;
    private final Consumer<String> warnings;
    private final Consumer<String> later;
    private final Set<Damage> hopeless = new HashSet<>();
    private final Deque<MemberIdentity> unasked = new ArrayDeque<>();
    private final StringBuilder reasons = new StringBuilder();

    private Phase phase = Phase.LOOK;
    private boolean gone;
    private int repaired;
    private CompletableFuture<Boolean> asked = CompletableFuture.completedFuture(true);

    // The place that is being repaired, and from whom.
    private @Nullable SegmentRepair repair;
    private @Nullable Damage damage;
    private @Nullable LogState before;
    private @Nullable LogRecord after;
    private @Nullable MemberIdentity source;

    /**
     * Begins with a segment.
     *
     * @param later told why something is to be tried again later
     */
    SuspectedSegment(
            String segment,
            DiskLog log,
            String self,
            OtherLogs others,
            Consumer<String> warnings,
            Consumer<String> later) {
        this.segment = segment;
        this.log = log;
        this.mending = log.mending();
        this.self = self;
        this.others = others;
        this.warnings = warnings;
        this.later = later;
    }

    /** Whether there is nothing more to do. */
    boolean isDone() {
        return phase == Phase.DONE;
    }

    /** Whether there was no such segment any more. */
    boolean isGone() {
        return gone;
    }

    /** How many places were repaired. */
    int repaired() {
        return repaired;
    }

    /** Does the next step, and says whether the one after it had better wait for the member's thread. */
    boolean step() throws IOException {
        switch (phase) {
            case LOOK -> look();
            case ROLL -> {
                return !hasRolled();
            }
            case CHOOSE -> choose();
            case ASK -> ask();
            case TAKE_OVER -> {
                return !hasTakenOver();
            }
            case DONE -> {}
        }
        return false;
    }

    private void look() throws IOException {
        Optional<SegmentRepair> present = mending.repairOf(segment);
        if (present.isEmpty()) {
            gone = true;
            mending.damage().settle(segment, List.of(), 0);
            phase = Phase.DONE;
            return;
        }
        // A reader stops at the first.
        List<Damage> found = present.get().damage();
        found.forEach(mending.damage()::found);
        repair = present.get();
        if (present.get().isFinished() || found.isEmpty()) {
            phase = Phase.CHOOSE;
        } else {
            asked = mending.roll();
            phase = Phase.ROLL;
        }
    }

    /** Whether nothing is written to the segment any more. */
    private boolean hasRolled() throws IOException {
        if (!asked.isDone()) {
            return false;
        }
        if (!answer()) {
            later.accept("the segment " + segment + " is damaged where it is written, and holds no message yet");
            phase = Phase.DONE;
            return true;
        }
        if (Objects.requireNonNull(repair).isFinished()) {
            phase = Phase.CHOOSE;
            return true;
        }
        return false;
    }

    private void choose() throws IOException {
        Optional<SegmentRepair> present = mending.repairOf(segment);
        List<Damage> left = present.isEmpty() ? List.of() : present.get().damage();
        Optional<Damage> next =
                left.stream().filter(each -> !hopeless.contains(each)).findFirst();
        if (next.isEmpty()) {
            mending.damage().settle(segment, left, repaired);
            phase = Phase.DONE;
            return;
        }
        SegmentRepair begun = present.orElseThrow();
        Optional<LogState> known = begun.stateBefore(next.get());
        if (known.isEmpty()) {
            giveUp(
                    next.get(),
                    "this cannot be repaired, for nothing that is left says how the order stood before it: "
                            + next.get());
            return;
        }
        repair = begun;
        damage = next.get();
        before = known.get();
        after = begun.recordAfter(next.get()).orElse(null);
        reasons.setLength(0);
        unasked.clear();
        log.peers().stream().filter(other -> !other.id().equals(self)).forEach(unasked::add);
        phase = Phase.ASK;
    }

    private void ask() {
        SegmentRepair begun = Objects.requireNonNull(repair);
        Damage place = Objects.requireNonNull(damage);
        LogState state = Objects.requireNonNull(before);
        MemberIdentity other = unasked.poll();
        if (other == null) {
            giveUp(
                    place,
                    "this cannot be repaired yet, and is tried again and again: " + place
                            + (reasons.isEmpty() ? "; no other member is in the view" : reasons));
            return;
        }
        try (OtherLogs.Records records = others.open(other, place.first())) {
            begun.copy(place, () -> new LostRecords(records, place, state, after));
            asked = mending.complete(begun);
            source = other;
            phase = Phase.TAKE_OVER;
        } catch (IOException | UncheckedIOException | IllegalArgumentException e) {
            Throwable cause = e instanceof UncheckedIOException && e.getCause() != null ? e.getCause() : e;
            reasons.append("; '").append(other.id()).append("': ").append(cause.getMessage());
        }
    }

    private boolean hasTakenOver() throws IOException {
        if (!asked.isDone()) {
            return false;
        }
        Damage place = Objects.requireNonNull(damage);
        if (answer()) {
            repaired++;
            warnings.accept("the log is repaired from member '"
                    + Objects.requireNonNull(source).id() + "': " + place);
        } else {
            Objects.requireNonNull(repair).close();
            hopeless.add(place);
        }
        phase = Phase.CHOOSE;
        return true;
    }

    private void giveUp(Damage place, String reason) {
        hopeless.add(place);
        later.accept(reason);
        phase = Phase.CHOOSE;
    }

    /** What the member's thread has answered. */
    private boolean answer() throws IOException {
        try {
            return asked.join();
        } catch (CompletionException e) {
            throw new IOException("the repaired segment could not be put in its place: " + e.getCause(), e);
        }
    }
}
