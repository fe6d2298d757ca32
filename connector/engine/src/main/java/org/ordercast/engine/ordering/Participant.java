package org.ordercast.engine.ordering;

import java.util.random.RandomGenerator;
import org.ordercast.engine.frame.FramePool;
import org.ordercast.engine.membership.MemberIdentity;
import org.ordercast.engine.repair.NakSchedule;
import org.ordercast.engine.repair.ReceiveWindow;

/** What the sequencer knows of a member of the view: how far it holds the order, and its publish stream. */
final class Participant {

    /** How long a missing frame of a publish stream is waited for; nobody else asks for it. */
    private static final long MAX_BACKOFF = 300_000;

    final MemberIdentity identity;

    /** The view in which it joined, and where the order begins for it. */
    final long joined;

    final long firstFrame;
    final long sequenceBefore;
    final long digestBefore;

    /** Whether it was told so. */
    boolean welcomed;

    /** How far it holds the order. */
    long acknowledgedFrame;

    long acknowledgedSequence;
    long heardAt;

    /** When it was let in, and how often in a row it was evicted before. */
    final long joinedAt;

    int evictions;

    final Patience patience;

    /** Its publish stream, and how far that is ordered: the last whole message, and how much of the next. */
    final ReceiveWindow stream;

    final NakSchedule naks;
    final MessageProgress progress;

    /** When something of it was last ordered. */
    long orderedAt;

    /** Where in the stream's next frame the next entry begins; 0 at its first. */
    int nextEntry;

    Participant(
            MemberIdentity identity,
            long joined,
            long firstFrame,
            long sequenceBefore,
            long digestBefore,
            long published,
            long now,
            RandomGenerator random,
            FramePool pool,
            int windowSize,
            int maxRanges) {
        this.identity = identity;
        this.joined = joined;
        this.firstFrame = firstFrame;
        this.sequenceBefore = sequenceBefore;
        this.digestBefore = digestBefore;
        this.acknowledgedFrame = firstFrame - 1;
        this.acknowledgedSequence = sequenceBefore;
        this.progress = new MessageProgress(published);
        this.heardAt = now;
        this.joinedAt = now;
        this.patience = new Patience(firstFrame, now);
        this.stream = new ReceiveWindow(pool, 1, windowSize);
        this.naks = new NakSchedule(stream, random, MAX_BACKOFF, maxRanges);
    }

    /** Whether the rest of a message that is ordered in part does not come. */
    boolean isStuck() {
        return progress.isInParts() && stream.peek() == null;
    }

    /** Whether it has acknowledged the view in which it joined. */
    boolean isEstablished() {
        return acknowledgedFrame >= firstFrame;
    }
}
