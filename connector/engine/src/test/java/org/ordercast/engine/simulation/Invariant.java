package org.ordercast.engine.simulation;

/** What must always hold, each with the sentence that a failure quotes. */
enum Invariant {
    AGREEMENT("at most one message stands at a sequence, in every member, across epochs"),
    INTEGRITY("what is delivered was published, with the same bytes, and is ordered at most once"),
    PUBLISHER_ORDER("messages of one publisher are ordered as it sent them, without a gap"),
    PREFIX("what any reader comes to is one order, in order, from where it began"),
    NO_SILENT_LOSS("a member's sequences follow one another without a gap, or a gap is reported"),
    NEVER_BACK("epoch, ordered, committed and stable never go back, and stable <= committed <= ordered"),
    TRIM("no log lets go of what an open cursor has not read"),
    ONE_SEQUENCER("at most one member orders in an epoch, and none before the group settled on it"),
    ONE_VIEW("a view's number names the same members at every member"),
    TRUE_COMPLETION("a publication completes with its own place, once it has come as far as was asked"),
    COMMITTED_STAYS("what is committed is in every later epoch, and what anybody holds is, too"),
    EQUAL_DIGESTS("members that stand at the same sequence have the same digest"),
    BOUNDED("every queue is bounded, datagrams fit the path, and repair stays under its rate"),
    CONTRACT("the protocol uses its surroundings as their contracts allow"),
    NO_EXCEPTION("no input makes the protocol throw"),
    NO_SPINNING("timers wait for a time; they do not spin"),
    NO_NEEDLESS_FAILURE("a member stops only where safety cannot be had"),
    LIVENESS("once faults stop, what live members published is delivered everywhere, and complete");

    private final String sentence;

    Invariant(String sentence) {
        this.sentence = sentence;
    }

    String sentence() {
        return sentence;
    }
}
