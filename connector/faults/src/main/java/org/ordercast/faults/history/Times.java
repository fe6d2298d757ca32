package org.ordercast.faults.history;

import java.util.List;
import java.util.OptionalLong;

/** What histories say about time, all on the machine's monotonic clock in nanoseconds. */
public final class Times {

    private Times() {}

    /**
     * How long after a moment all members delivered again: until the last of them has gone beyond everything that anybody
     * had delivered at that moment.
     *
     * @param members for each member, its lives in order
     * @param moment the end of a fault
     * @return nanoseconds; empty if somebody never did
     */
    public static OptionalLong recovery(List<List<Life>> members, long moment) {
        long before = 0;
        for (List<Life> member : members) {
            before = Math.max(before, positionAt(member, moment));
        }
        long recovered = 0;
        for (List<Life> member : members) {
            OptionalLong beyond = passed(member, before, moment);
            if (beyond.isEmpty()) {
                return beyond;
            }
            recovered = Math.max(recovered, beyond.getAsLong() - moment);
        }
        return OptionalLong.of(recovered);
    }

    /**
     * How many messages a member delivered in a time.
     *
     * @param member its lives
     * @param from the beginning of the time
     * @param to its end
     * @return a number of messages
     */
    public static long delivered(List<Life> member, long from, long to) {
        return positionAt(member, to) - positionAt(member, from);
    }

    private static long positionAt(List<Life> member, long moment) {
        long position = 0;
        for (Life life : member) {
            for (DeliveryEvent event : life.deliveries()) {
                if (event instanceof DeliveryEvent.Run run && run.run().time() <= moment) {
                    position = Math.max(position, run.run().lastSequence());
                }
            }
        }
        return position;
    }

    private static OptionalLong passed(List<Life> member, long position, long moment) {
        for (Life life : member) {
            for (DeliveryEvent event : life.deliveries()) {
                if (event instanceof DeliveryEvent.Run run
                        && run.run().time() > moment
                        && run.run().lastSequence() > position) {
                    return OptionalLong.of(run.run().time());
                }
            }
        }
        return OptionalLong.empty();
    }
}
