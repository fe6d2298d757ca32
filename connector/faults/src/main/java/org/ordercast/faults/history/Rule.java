package org.ordercast.faults.history;

/** What must hold of all histories of a group together. */
public enum Rule {

    /** At each sequence, everybody who delivered anything delivered the same message, in the same epoch. */
    ONE_ORDER,

    /** Each member delivered every sequence behind the one where it began, or was told that it is missing. */
    NO_LOSS,

    /** No member delivered a sequence again, in none of its lives, and no message stands at two sequences. */
    NO_DUPLICATE,

    /** The messages of one life of a publisher stand in the order in which it sent them, with none left out. */
    PUBLISHER_ORDER,

    /** What was delivered was published so: its content is whole, and its publisher had begun to send it. */
    PUBLISHED,

    /** What was completed for its publisher stands where the completion said. */
    COMPLETED_STAYS,

    /** Epochs only grow along the order. */
    EPOCHS_GROW
}
