package org.ordercast.faults.history;

/** What a member's reader writes down. */
public sealed interface DeliveryEvent {

    /**
     * The reader begins.
     *
     * @param time when
     * @param after the last sequence that the reader was done with
     */
    record Started(long time, long after) implements DeliveryEvent {}

    /**
     * Messages were delivered.
     *
     * @param run which
     */
    record Run(Delivered run) implements DeliveryEvent {}

    /**
     * The reader was told that messages are missing.
     *
     * @param time when
     * @param first the first that is missing
     * @param last the last that is missing
     */
    record Gap(long time, long first, long last) implements DeliveryEvent {}

    /**
     * A message was delivered whose content is none that the load makes, or that names another publisher than the engine.
     *
     * @param time when
     * @param sequence its place in the order
     */
    record Corrupt(long time, long sequence) implements DeliveryEvent {}
}
