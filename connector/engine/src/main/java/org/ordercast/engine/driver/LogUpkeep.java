package org.ordercast.engine.driver;

/** What looks after a member's log beside the member's thread, for as long as the member runs. */
public interface LogUpkeep extends AutoCloseable {

    /** Looks after nothing: a log in memory needs no care. */
    LogUpkeep NONE = new LogUpkeep() {
        @Override
        public void start() {}

        @Override
        public void close() {}
    };

    /** Begins, once. */
    void start();

    /** Ends, and leaves the log alone from then on. */
    @Override
    void close();
}
