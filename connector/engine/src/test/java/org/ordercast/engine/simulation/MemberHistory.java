package org.ordercast.engine.simulation;

import java.util.ArrayList;
import java.util.List;
import org.ordercast.engine.GroupSnapshot;
import org.ordercast.engine.MemberState;
import org.ordercast.engine.log.LogState;
import org.ordercast.engine.membership.MemberIdentity;

/** What one member, in one life, has received and said. It outlives the member: what a dead one held, it did hold. */
final class MemberHistory {

    private static final long UNKNOWN = -1;

    private final MemberIdentity member;
    private final List<Gap> gaps = new ArrayList<>();
    private long start = UNKNOWN;
    private long position = UNKNOWN;

    /** The last sequence that it held at any time, power failures or not. */
    private long reached = UNKNOWN;

    private long view;
    private long epoch;
    private long ordered;
    private long committed;
    private long stable;

    MemberHistory(MemberIdentity member) {
        this.member = member;
    }

    MemberIdentity member() {
        return member;
    }

    /** The last sequence received or reported missing, or -1. */
    long position() {
        return position;
    }

    /** The last committed sequence, as far as the member knows. */
    long committed() {
        return committed;
    }

    /** The last stable sequence, as far as the member knows. */
    long stable() {
        return stable;
    }

    /** The number of the newest view that the member saw, or 0. */
    long view() {
        return view;
    }

    /** A view took effect. */
    void viewed(long number) {
        if (number <= view) {
            throw new InvariantViolation(
                    Invariant.NEVER_BACK, member.id() + " sees view " + number + " after view " + view);
        }
        view = number;
    }

    /** How many gaps were reported. */
    int gaps() {
        return gaps.size();
    }

    /** The last sequence that the member said to have, written or not. */
    long ordered() {
        return ordered;
    }

    /** Goes on where another life ended, whose log this one has; a view may be damaged in it. */
    void resume(MemberHistory before, LogState log, boolean damaged) {
        gaps.addAll(before.gaps);
        start = before.start;
        position = before.position;
        reached = position;
        view = damaged ? Math.min(before.view, log.view().number()) : before.view;
        epoch = log.epoch();
        ordered = Math.max(0, position);
        if (position != UNKNOWN
                && (position != log.lastSequence() || view > log.view().number())) {
            throw new InvariantViolation(
                    Invariant.CONTRACT,
                    member.id() + " begins after sequence " + log.lastSequence() + " and view "
                            + log.view().number() + ", and held " + position + " and view " + view);
        }
    }

    /** What came after a sequence was lost with the machine's power. */
    void lose(long last) {
        if (position != UNKNOWN) {
            position = Math.min(position, last);
        }
    }

    /** What came after a sequence is nobody's any more, and may come anew. */
    void forget(long last) {
        reached = Math.min(reached, last);
    }

    /** Whether the member received a sequence. */
    boolean holds(long sequence) {
        return reached >= sequence && start < sequence && !misses(sequence);
    }

    /** Whether the member was told that a sequence is not to be had any more. */
    boolean misses(long sequence) {
        return gaps.stream().anyMatch(gap -> gap.contains(sequence));
    }

    /** The order begins after a sequence; it may begin elsewhere as long as nothing was received. */
    void startAfter(long sequence) {
        if (position != start) {
            throw loss("begins again after sequence " + sequence + " when it stands at " + position);
        }
        start = sequence;
        position = sequence;
        reached = sequence;
    }

    /** Sequences were received. */
    void received(long first, long last) {
        requireNext(first, last);
        position = last;
        reached = last;
    }

    /** Sequences were reported missing. */
    void missed(long first, long last) {
        requireNext(first, last);
        gaps.add(new Gap(first, last));
        position = last;
        reached = last;
    }

    /** The member says what it knows. */
    void says(GroupSnapshot now) {
        epoch = notBack("epoch", epoch, now.epoch());
        ordered = notBack("ordered", ordered, now.ordered());
        committed = notBack("committed", committed, now.committed());
        stable = notBack("stable", stable, now.stable());
        if (now.stable() > now.committed() || now.committed() > now.ordered()) {
            throw new InvariantViolation(
                    Invariant.NEVER_BACK,
                    member.id() + " says stable " + now.stable() + ", committed " + now.committed() + ", ordered "
                            + now.ordered());
        }
        if (position > now.ordered()) {
            throw new InvariantViolation(
                    Invariant.NEVER_BACK,
                    member.id() + " says ordered " + now.ordered() + " when its log stands at " + position);
        }
        if (now.state() == MemberState.SEQUENCING && now.epoch() == 0) {
            throw new InvariantViolation(Invariant.ONE_SEQUENCER, member.id() + " is sequencing in no epoch");
        }
    }

    private void requireNext(long first, long last) {
        if (last < first) {
            throw loss("has sequences " + first + " to " + last + ", which is none");
        }
        if (position == UNKNOWN) {
            start = first - 1;
        } else if (first <= position) {
            throw new InvariantViolation(
                    Invariant.SEAMLESS,
                    member.id() + " comes to sequence " + first + " again when it stands at " + position);
        } else if (first != position + 1) {
            throw loss("goes on with sequence " + first + " when it stands at " + position);
        }
    }

    private long notBack(String what, long before, long now) {
        if (now < before) {
            throw new InvariantViolation(
                    Invariant.NEVER_BACK, member.id() + " says " + what + " " + now + " after " + before);
        }
        return now;
    }

    private InvariantViolation loss(String what) {
        return new InvariantViolation(Invariant.NO_SILENT_LOSS, member.id() + " " + what);
    }

    private record Gap(long first, long last) {

        boolean contains(long sequence) {
            return first <= sequence && sequence <= last;
        }
    }
}
