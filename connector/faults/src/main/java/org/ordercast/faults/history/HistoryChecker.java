package org.ordercast.faults.history;

import java.util.ArrayList;
import java.util.List;

/** Reads what all members of a group wrote down in all their lives, and proves what must hold, or says what does not. */
public final class HistoryChecker {

    private final AgreedOrder order = new AgreedOrder();
    private final PublisherTrack.All publishers = new PublisherTrack.All();
    private long delivered;
    private long missed;
    private long completed;

    private HistoryChecker() {}

    /**
     * Checks a group.
     *
     * @param members for each member, its lives in order
     * @return what was seen
     * @throws HistoryViolation if a rule is broken
     */
    public static Verdict check(List<List<Life>> members) {
        return new HistoryChecker().verdict(members);
    }

    private Verdict verdict(List<List<Life>> members) {
        List<Long> positions = new ArrayList<>();
        int lives = 0;
        for (List<Life> member : members) {
            positions.add(follow(member));
            lives += member.size();
            member.forEach(life ->
                    life.sends().forEach(event -> publishers.of(life.source()).sent(event)));
        }
        checkOrder();
        members.forEach(member -> member.forEach(this::checkCompletions));
        return new Verdict(
                order.last(), delivered, missed, completed, publishers.begun() - completed, lives, positions);
    }

    /** Follows one member through its lives, and says where it ended. */
    private long follow(List<Life> lives) {
        long position = 0;
        for (Life life : lives) {
            for (DeliveryEvent event : life.deliveries()) {
                position = next(life.source(), position, event);
            }
        }
        return position;
    }

    private long next(Source reader, long position, DeliveryEvent event) {
        if (event instanceof DeliveryEvent.Started started) {
            requireNext(reader, position, started.after() + 1);
            return started.after();
        } else if (event instanceof DeliveryEvent.Run run) {
            requireNext(reader, position, run.run().firstSequence());
            order.add(reader, run.run());
            delivered += run.run().count();
            return run.run().lastSequence();
        } else if (event instanceof DeliveryEvent.Gap gap) {
            requireNext(reader, position, gap.first());
            missed += gap.last() - gap.first() + 1;
            return gap.last();
        }
        throw new HistoryViolation(
                Rule.PUBLISHED, reader + " delivered a message that nobody can have published: " + event);
    }

    private static void requireNext(Source reader, long position, long next) {
        if (next != position + 1) {
            throw new HistoryViolation(
                    next <= position ? Rule.NO_DUPLICATE : Rule.NO_LOSS,
                    reader + " goes on with sequence " + next + " behind " + position);
        }
    }

    private void checkOrder() {
        long epoch = 0;
        for (Delivered run : order.runs()) {
            if (run.epoch() < epoch) {
                throw new HistoryViolation(Rule.EPOCHS_GROW, run + " stands behind a message of epoch " + epoch);
            }
            epoch = run.epoch();
            publishers.ordered(run);
        }
    }

    private void checkCompletions(Life life) {
        for (SendEvent event : life.sends()) {
            if (event instanceof SendEvent.Completed done) {
                order.requireCompleted(life.source(), done);
                completed += done.count();
            }
        }
    }
}
