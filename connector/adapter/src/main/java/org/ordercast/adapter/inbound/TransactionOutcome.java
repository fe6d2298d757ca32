package org.ordercast.adapter.inbound;

import javax.transaction.xa.XAResource;
import javax.transaction.xa.Xid;

/**
 * Learns how the transaction of a delivery ended, by taking part in it. A message that was delivered leaves nothing to
 * undo in the adapter, so every answer is yes: with only this resource, the transaction manager commits in one phase;
 * beside others, this one votes to commit and follows the decision, and so never makes a heuristic outcome.
 *
 * <p>One delivery uses it at a time, but a transaction manager may roll back on a thread of its own, when the
 * transaction's time is up.
 */
public final class TransactionOutcome implements XAResource {

    /** How far the transaction has come. */
    enum Progress {
        /** No transaction manager has asked for this resource yet. */
        UNTOUCHED,
        /** The resource is part of a transaction. */
        ENLISTED,
        /** The transaction was committed. */
        COMMITTED,
        /** The transaction was rolled back. */
        ROLLED_BACK
    }

    private volatile Progress progress = Progress.UNTOUCHED;

    /** Creates an outcome that is open. */
    public TransactionOutcome() {}

    Progress progress() {
        return progress;
    }

    void reset() {
        progress = Progress.UNTOUCHED;
    }

    @Override
    public void start(Xid xid, int flags) {
        if (progress == Progress.UNTOUCHED) {
            progress = Progress.ENLISTED;
        }
    }

    @Override
    public void end(Xid xid, int flags) {}

    @Override
    public int prepare(Xid xid) {
        // XA_RDONLY would be cheaper, but would leave unknown how the other resources decide.
        return XA_OK;
    }

    @Override
    public void commit(Xid xid, boolean onePhase) {
        progress = Progress.COMMITTED;
    }

    @Override
    public void rollback(Xid xid) {
        progress = Progress.ROLLED_BACK;
    }

    @Override
    public void forget(Xid xid) {}

    /** Nothing outlives a crash here: whatever a transaction manager still has in its log is done with. */
    @Override
    public Xid[] recover(int flag) {
        return new Xid[0];
    }

    @Override
    public boolean isSameRM(XAResource other) {
        return this == other;
    }

    @Override
    public int getTransactionTimeout() {
        return 0;
    }

    @Override
    public boolean setTransactionTimeout(int seconds) {
        return false;
    }
}
