package org.ordercast.engine.simulation;

import org.ordercast.engine.log.KeptRecords;
import org.ordercast.engine.log.LogRecord;
import org.ordercast.engine.log.LogState;

/**
 * The disk of one member, which outlives its lives: what its log has written. A power failure may take the newest
 * messages, but nothing up to the newest view, epoch or checkpoint, for these are forced before anything behind them
 * goes out, nor what another member has read from it. What was lost stays lost, however often the process starts, until an epoch or a view follows: whoever
 * began it knew what the others hold.
 */
final class MemberDisk {

    private static final int OVERHEAD = 64;

    private final KeptRecords kept = new KeptRecords();
    private final int lagFactor;
    private int forced;
    private boolean complete = true;
    private boolean awaitsView;

    /** An empty disk, whose log says that members are behind by so many times the true number of bytes. */
    MemberDisk(int lagFactor) {
        this.lagFactor = lagFactor;
    }

    /** What is written. */
    KeptRecords kept() {
        return kept;
    }

    /** What it comes to. */
    LogState state() {
        return kept.state();
    }

    /** Whether nothing that was written is missing. */
    boolean isComplete() {
        return complete;
    }

    /** Whether its member has lost something, and is not back in the view since. */
    boolean awaitsView() {
        return awaitsView;
    }

    /** Makes what is written safe from power failures. */
    void force() {
        forced = kept.size();
    }

    /** The log begins anew. */
    void begin(LogState state) {
        kept.begin(state);
        force();
    }

    /** A record is written. */
    void write(LogRecord record, String owner) {
        kept.add(record);
        if (isForced(record)) {
            force();
            complete = true;
        }
        awaitsView &= !(record instanceof LogRecord.ViewChange change
                && change.view().identities().stream()
                        .anyMatch(member -> member.id().equals(owner)));
    }

    /** The bytes of the messages behind a sequence, exaggerated so that short runs have long ways; -1 if not all are here. */
    long bytesAfter(long sequence) {
        long bytes = 0;
        for (int i = kept.size() - 1; i >= 0; i--) {
            if (kept.get(i) instanceof LogRecord.Batch messages) {
                if (messages.batch().lastSequence() <= sequence) {
                    return bytes * lagFactor;
                }
                bytes += OVERHEAD + messages.batch().messages().limit();
            } else if (kept.get(i) instanceof LogRecord.Checkpoint start) {
                return start.state().lastSequence() <= sequence ? bytes * lagFactor : -1;
            }
        }
        return -1;
    }

    /** The power fails: some of the newest messages may be gone. */
    void losePower(Dice dice) {
        kept.forget(dice.between(0, kept.size() - forced));
        forced = kept.size();
        complete = false;
        awaitsView = true;
    }

    private static boolean isForced(LogRecord record) {
        return !(record instanceof LogRecord.Batch || record instanceof LogRecord.Gap);
    }
}
