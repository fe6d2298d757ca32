package org.ordercast.engine.simulation;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.ordercast.engine.Acknowledgement;
import org.ordercast.engine.Delivery;
import org.ordercast.engine.GroupSnapshot;
import org.ordercast.engine.log.LogRecord;
import org.ordercast.engine.log.LogState;
import org.ordercast.engine.log.OrderedBatch;
import org.ordercast.engine.membership.MemberIdentity;

/**
 * Sees everything that the members of a group do, as nobody in the group can, and fails at the first step after which
 * something does not hold that must always hold.
 */
final class Checker {

    private final TotalOrder order = new TotalOrder();
    private final PublishedMessages published = new PublishedMessages();
    private final Views views = new Views();
    private final Sequencers sequencers = new Sequencers();
    private final Map<MemberIdentity, MemberHistory> histories = new LinkedHashMap<>();
    private final Map<String, MemberHistory> newest = new LinkedHashMap<>();
    private final Set<MemberIdentity> dead = new HashSet<>();
    private final Set<Nonce> nonces = new HashSet<>();
    private long delivered;
    private long committed;

    /** A member began a life. */
    void started(MemberIdentity member) {
        histories.put(member, new MemberHistory(member));
    }

    /** A member's life goes on from what its log holds, with which its last life ended, damaged or not. */
    void resumed(MemberIdentity member, LogState log, boolean damaged) {
        MemberHistory before = newest.put(member.id(), history(member));
        if (before != null) {
            history(member).resume(before, log, damaged);
        }
    }

    /** A member's life is over. */
    void died(MemberIdentity member) {
        dead.add(member);
        forgetWhatNobodyHas(member);
    }

    /** A member whose life is over has lost all after a sequence. */
    void lost(MemberIdentity member, long last) {
        history(member).lose(last);
        forgetWhatNobodyHas(member);
    }

    /** What no disk holds, and no live member, may come anew elsewhere: unless it was committed by more than one of them. */
    private void forgetWhatNobodyHas(MemberIdentity lost) {
        long held = newest.values().stream()
                .mapToLong(history -> dead.contains(history.member())
                        ? history.position()
                        : Math.max(history.position(), history.ordered()))
                .max()
                .orElse(0);
        long last = Math.max(0, held);
        for (long sequence = last + 1; sequence <= committed; sequence++) {
            long gone = sequence;
            Predicate<Views.View> alone = view -> {
                List<MemberIdentity> needed = view.inNeedOf(gone);
                return needed.size() == 1 && needed.get(0).id().equals(lost.id());
            };
            if (!views.anySince(order.viewAt(sequence), alone)) {
                throw new InvariantViolation(
                        Invariant.COMMITTED_STAYS,
                        "sequence " + sequence + ", which was committed, is gone with " + lost.id());
            }
        }
        committed = Math.min(committed, last);
        order.forgetAfter(last);
        histories.values().forEach(history -> history.forget(last));
    }

    /** A member's log has the beginning of an epoch. */
    void began(MemberIdentity member, LogRecord.EpochStart start) {
        sequencers.began(member.id(), start);
        long position = Math.max(0, history(member).position());
        if (start.incarnation() == member.incarnation() && position < order.highest()) {
            throw new InvariantViolation(
                    Invariant.COMMITTED_STAYS,
                    member.id() + " begins epoch " + start.epoch() + " after sequence " + position
                            + ", and somebody has " + order.highest());
        }
    }

    /** A member's protocol took a message from its publisher. */
    void published(MemberIdentity member, long number, byte[] payload) {
        published.add(MessageName.of(member, number), payload);
    }

    /** A member's log was told where the order begins. */
    void startedAfter(MemberIdentity member, long sequence) {
        history(member).startAfter(sequence);
    }

    /** A member's log received a batch. */
    void received(MemberIdentity member, OrderedBatch batch) {
        if (batch.count() < 1) {
            throw new InvariantViolation(
                    Invariant.CONTRACT, member.id() + " has a batch of " + batch.count() + " messages");
        }
        history(member).received(batch.firstSequence(), batch.lastSequence());
        published.check(member, batch);
        for (int i = 0; i < batch.count(); i++) {
            order.place(
                    member.id(),
                    batch.firstSequence() + i,
                    new MessageName(batch.publisher(), batch.incarnation(), batch.firstPublisherSequence() + i),
                    batch.epoch(),
                    views.newest());
        }
        delivered += batch.count();
    }

    /** A reader of a member's log came to a batch: it must still be what it was. */
    void read(MemberIdentity member, OrderedBatch batch) {
        published.check(member, batch);
    }

    /** A reader of a member's log came to a message: it must be the one that stands there, as it was published. */
    void delivered(MemberIdentity member, Delivery delivery) {
        MessageName message =
                new MessageName(delivery.publisher(), delivery.incarnation(), delivery.publisherSequence());
        published.check(member, message, delivery.payload());
        order.place("a reader at " + member.id(), delivery.sequence(), message, delivery.epoch(), views.newest());
    }

    /** A member has sealed a datagram with a key and a counter, which with its incarnation make the nonce. */
    void sealed(MemberIdentity member, int key, long counter) {
        if (!nonces.add(new Nonce(key, member.incarnation(), counter))) {
            throw new InvariantViolation(
                    Invariant.UNIQUE_NONCES, member.id() + " seals twice with key " + key + " and counter " + counter);
        }
    }

    /** Whether it is known where the order begins for a member. */
    boolean hasBegun(MemberIdentity member) {
        return history(member).position() >= 0;
    }

    /** A member's log was told of a gap. */
    void missed(MemberIdentity member, long first, long last) {
        history(member).missed(first, last);
    }

    /** A member's log has a digest at its end. */
    void digest(MemberIdentity member, long digest) {
        MemberHistory history = history(member);
        order.digest(member.id(), history.position(), history.view(), digest);
    }

    /** A view stands in a member's log. */
    void viewed(MemberIdentity member, long number, List<MemberIdentity> members) {
        MemberHistory history = history(member);
        history.viewed(number);
        views.add(member.id(), number, members, history.position());
    }

    /** A member ordered messages. */
    void ordered(MemberIdentity member, long epoch) {
        sequencers.ordered(member, epoch);
    }

    /** A publication is complete. */
    void completed(MemberIdentity publisher, long number, Acknowledgement level, long sequence, long epoch) {
        MessageName message = MessageName.of(publisher, number);
        order.place("the completion of " + message, sequence, message, epoch, views.newest());
        requireHeld("the " + level + " completion of " + message, level, sequence);
    }

    /** A member says what it knows, after a step. */
    void says(MemberIdentity member, GroupSnapshot now) {
        MemberHistory history = history(member);
        long committed = history.committed();
        long stable = history.stable();
        history.says(now);
        if (now.committed() > committed) {
            requireHeld(member.id(), Acknowledgement.COMMITTED, now.committed());
        }
        if (now.stable() > stable) {
            requireHeld(member.id(), Acknowledgement.STABLE, now.stable());
        }
    }

    /** The order, as it is known. */
    TotalOrder order() {
        return order;
    }

    /** The views, as they are known. */
    Views views() {
        return views;
    }

    /** Who ordered. */
    Sequencers sequencers() {
        return sequencers;
    }

    /** What one member did. */
    MemberHistory history(MemberIdentity member) {
        return histories.get(member);
    }

    /** How many messages all members together have received. */
    long delivered() {
        return delivered;
    }

    /** How many gaps all members together were told of. */
    long gaps() {
        return histories.values().stream().mapToLong(MemberHistory::gaps).sum();
    }

    /**
     * Requires that a sequence has come as far as somebody says: that there was a view, since it was ordered, such that of
     * the members that were there before the sequence a majority holds it, or all.
     */
    private void requireHeld(String who, Acknowledgement level, long sequence) {
        Predicate<Views.View> enough = switch (level) {
            case ORDERED -> view -> true;
            case COMMITTED ->
                view -> 2 * holders(view, sequence) > inNeed(view, sequence)
                        || (inNeed(view, sequence) == 0
                                && !view.inNeedOf(sequence).isEmpty());
            case STABLE -> view -> holders(view, sequence) == inNeed(view, sequence);
        };
        if (level != Acknowledgement.ORDERED && !views.anySince(order.viewAt(sequence), enough)) {
            Views.View last = views.newestView();
            throw new InvariantViolation(
                    Invariant.TRUE_COMPLETION,
                    who + " says that sequence " + sequence + " is " + level + "; of view " + views.newest() + ", "
                            + last.inNeedOf(sequence).size() + " members need it, and " + holders(last, sequence)
                            + " hold it");
        }
        if (level != Acknowledgement.ORDERED) {
            committed = Math.max(committed, sequence);
        }
    }

    /** How many must hold a sequence: not those that were told that it is not to be had any more. */
    private long inNeed(Views.View view, long sequence) {
        return view.inNeedOf(sequence).stream()
                .filter(member -> !histories.get(member).misses(sequence))
                .count();
    }

    private long holders(Views.View view, long sequence) {
        return view.inNeedOf(sequence).stream()
                .filter(member -> histories.get(member).holds(sequence))
                .count();
    }

    private record Nonce(int key, long sender, long counter) {}
}
