package org.ordercast.engine.simulation;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.ordercast.engine.Cursor;
import org.ordercast.engine.Delivery;
import org.ordercast.engine.OrderGapException;
import org.ordercast.engine.membership.MemberIdentity;

/** Reads one life's log through a cursor, as a subscription does: a little later than it is written, or much. */
final class CursorReader {

    private static final long LONGEST_BREAK = TimeUnit.MILLISECONDS.toNanos(3);
    private static final long BEFORE_DAMAGE = TimeUnit.MILLISECONDS.toNanos(50);
    private static final int MOST_AT_ONCE = 64;

    private final SimulatedGroup group;
    private final MemberIdentity member;
    private final MemberDisk disk;
    private final Timeline timeline;
    private final Dice dice;
    private final Cursor cursor;
    private final Consumer<Runnable> process;
    private final Consumer<String> warnings;
    private long done;
    private long stoppedUntil;
    private boolean stuck;
    private boolean planned;
    private boolean over;

    CursorReader(
            SimulatedGroup group,
            MemberIdentity member,
            MemberDisk disk,
            Dice dice,
            Cursor cursor,
            Consumer<Runnable> process,
            Consumer<String> warnings) {
        this.group = group;
        this.member = member;
        this.disk = disk;
        this.timeline = group.timeline();
        this.dice = dice;
        this.cursor = cursor;
        this.process = process;
        this.warnings = warnings;
    }

    /** Reads nothing for a time. */
    void stop(long duration) {
        stoppedUntil = Math.max(stoppedUntil, timeline.now() + duration);
    }

    /** Reads again. */
    void stopNoMore() {
        stoppedUntil = 0;
        planned = false;
        goOn();
    }

    /** Ends with its member. */
    void end() {
        over = true;
    }

    /** Reads on, soon, if there is something to read. */
    void goOn() {
        if (!planned && !over && cursor.lag() > 0) {
            planned = true;
            long pause = dice.between(0, LONGEST_BREAK) + (stuck ? BEFORE_DAMAGE : 0);
            // A reader mends an index that is missing, and its process may die of that as of any change.
            timeline.at(Math.max(stoppedUntil, timeline.now() + pause), () -> process.accept(this::read));
        }
    }

    /** Requires of the log, which begins with a sequence, that what this reader comes to next is there. */
    void requireHeld(long first) {
        if (done > 0 && first > done + 1) {
            throw new InvariantViolation(
                    Invariant.TRIM,
                    member.id() + "'s log begins with sequence " + first + ", and a cursor stands behind " + done);
        }
    }

    private void read() {
        planned = false;
        if (!over && timeline.now() >= stoppedUntil) {
            int most = dice.between(1, MOST_AT_ONCE);
            boolean more = true;
            for (int i = 0; i < most && more; i++) {
                more = readOne();
            }
        }
        goOn();
    }

    private boolean readOne() {
        try {
            Optional<Delivery> delivery = cursor.peek(Duration.ZERO);
            delivery.ifPresent(this::take);
            stuck = delivery.isEmpty() && cursor.lag() > 0;
            return delivery.isPresent();
        } catch (OrderGapException gap) {
            take(gap);
            return true;
        } catch (InterruptedException e) {
            throw new IllegalStateException("nobody interrupts a simulated reader", e);
        }
    }

    private void take(Delivery delivery) {
        if (done > 0 && delivery.sequence() != done + 1) {
            throw new InvariantViolation(
                    Invariant.PREFIX,
                    "a reader at " + member.id() + " comes to sequence " + delivery.sequence() + " after " + done);
        }
        if (delivery.sequence() > group.checker().history(member).position()) {
            throw new InvariantViolation(
                    Invariant.CONTRACT,
                    "a reader at " + member.id() + " comes to sequence " + delivery.sequence()
                            + ", which its log may still lose");
        }
        done = delivery.sequence();
        group.checker().delivered(member, delivery);
        cursor.advance();
    }

    private void take(OrderGapException gap) {
        if (group.plan().keepsAll() && !disk.isDamaged()) {
            throw new InvariantViolation(
                    Invariant.NO_SILENT_LOSS, member.id() + " tells a reader of a gap in a log that is whole: " + gap);
        }
        warnings.accept("tells its reader: " + gap.getMessage());
        if (done > 0 && gap.first() != done + 1) {
            throw new InvariantViolation(
                    Invariant.PREFIX,
                    member.id() + " reports to a reader behind " + done + " that " + gap.getMessage());
        }
        done = gap.last();
    }
}
