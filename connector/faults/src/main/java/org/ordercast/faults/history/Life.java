package org.ordercast.faults.history;

import java.util.List;

/**
 * What one life of a member wrote down.
 *
 * @param source which life of which member
 * @param deliveries what its reader saw, in order
 * @param sends what its publisher knows, in the order in which it was written
 */
public record Life(Source source, List<DeliveryEvent> deliveries, List<SendEvent> sends) {

    /**
     * Keeps its own copies.
     *
     * @param source which life
     * @param deliveries what its reader saw
     * @param sends what its publisher knows
     */
    public Life {
        deliveries = List.copyOf(deliveries);
        sends = List.copyOf(sends);
    }

    /**
     * The last sequence that the reader was done with.
     *
     * @return a sequence; 0 if the reader had none, or never began
     */
    public long position() {
        if (deliveries.isEmpty()) {
            return 0;
        }
        DeliveryEvent last = deliveries.get(deliveries.size() - 1);
        if (last instanceof DeliveryEvent.Started started) {
            return started.after();
        } else if (last instanceof DeliveryEvent.Run delivered) {
            return delivered.run().lastSequence();
        } else if (last instanceof DeliveryEvent.Gap gap) {
            return gap.last();
        } else {
            return ((DeliveryEvent.Corrupt) last).sequence();
        }
    }
}
