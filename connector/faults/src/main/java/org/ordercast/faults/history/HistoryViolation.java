package org.ordercast.faults.history;

/** Histories break a rule. */
public final class HistoryViolation extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** The rule that is broken. */
    private final Rule rule;

    /**
     * Creates the exception.
     *
     * @param rule the rule that is broken
     * @param what where, and the values seen
     */
    public HistoryViolation(Rule rule, String what) {
        super(rule + ": " + what);
        this.rule = rule;
    }

    /**
     * The rule that is broken.
     *
     * @return a rule
     */
    public Rule rule() {
        return rule;
    }
}
