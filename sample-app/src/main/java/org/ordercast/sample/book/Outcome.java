package org.ordercast.sample.book;

/** What became of a command. */
public enum Outcome {

    /** The order traded with nothing and rests in the book. */
    RESTING,

    /** The order traded in part; the remainder rests in the book. */
    PARTLY_FILLED,

    /** The order traded in full. */
    FILLED,

    /** The order was taken out of the book. */
    CANCELLED,

    /** The order was seen before; nothing was done. */
    DUPLICATE,

    /** No such order rests in the book: it never did, has traded, or was cancelled. Nothing was done. */
    UNKNOWN,

    /** The book holds as many resting orders as it may; the order, or what was left of it, was dropped. */
    BOOK_FULL,

    /** The book is empty again. */
    RESET
}
