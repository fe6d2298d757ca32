package org.ordercast.engine.simulation;

/**
 * What must always hold, each with the sentence that a failure quotes. Most stand under a number in the list of what the
 * engine guarantees; the others are what the simulator asks besides, for it can see more than a user.
 */
enum Invariant {
    AGREEMENT(1, "at most one message stands at a sequence, in every member, across epochs"),
    PREFIX(2, "what any reader comes to is one order, in order, from where it began"),
    INTEGRITY(3, "what is delivered was published, with the same bytes, and is ordered at most once"),
    PUBLISHER_ORDER(4, "messages of one publisher are ordered as it sent them, without a gap"),
    COMMITTED_STAYS(5, "what is committed is in every later epoch, and what anybody holds is, too"),
    TRUE_COMPLETION(5, "a publication completes with its own place, once it has come as far as was asked"),
    NO_SILENT_LOSS(6, "a member's sequences follow one another without a gap, or a gap is reported"),
    NEVER_BACK(7, "epoch, ordered, committed, stable and trim never go back, and stable <= committed <= ordered"),
    TRIM(8, "no log lets go of what an open cursor has not read"),
    SEAMLESS(9, "from catch-up to the live order, no sequence comes twice or out of order"),
    BOUNDED(10, "every queue is bounded, datagrams fit the path, and repair stays under its rate"),
    UNIQUE_NONCES(11, "no two datagrams are sealed with one key and nonce"),
    NO_FORGERY(11, "what was not sealed by a member changes nothing"),
    LIVENESS(13, "once faults stop, what live members published is delivered everywhere, and complete"),
    ONE_SEQUENCER(0, "at most one member orders in an epoch, and none before the group settled on it"),
    ONE_VIEW(0, "a view's number names the same members at every member"),
    EQUAL_DIGESTS(0, "members that stand at the same sequence have the same digest"),
    CONTRACT(0, "the protocol uses its surroundings as their contracts allow"),
    NO_EXCEPTION(0, "no input makes the protocol throw"),
    NO_SPINNING(0, "timers wait for a time; they do not spin"),
    NO_NEEDLESS_FAILURE(0, "a member stops only where safety cannot be had");

    private final int number;
    private final String sentence;

    Invariant(int number, String sentence) {
        this.number = number;
        this.sentence = sentence;
    }

    /** Its number in the list of guarantees, 0 if it is not in it. */
    int number() {
        return number;
    }

    String sentence() {
        return sentence;
    }
}
