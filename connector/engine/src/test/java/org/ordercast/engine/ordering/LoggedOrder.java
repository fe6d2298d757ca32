package org.ordercast.engine.ordering;

import org.ordercast.engine.log.LogRecord;
import org.ordercast.engine.log.LogState;
import org.ordercast.engine.log.OrderedBatch;
import org.ordercast.engine.member.TestLog;
import org.ordercast.engine.membership.View;
import org.ordercast.engine.publishing.OwnMessages;

/** Puts what an order says into a log, and tells its own publisher, as a member does. */
final class LoggedOrder implements OrderListener {

    private final TestLog log;
    private final long self;
    private final OwnMessages own;
    private long epoch;

    LoggedOrder(TestLog log, long self, OwnMessages own) {
        this.log = log;
        this.self = self;
        this.own = own;
    }

    @Override
    public boolean canBeOrdered(long publisher, long last) {
        return publisher != self || own.canBeOrdered(last);
    }

    @Override
    public void onContent(long publisher, int bytes) {}

    @Override
    public void onMessages(OrderedBatch batch, long digest) {
        log.append(new LogRecord.Batch(batch, digest));
        if (batch.incarnation() == self) {
            own.onOrdered(batch.firstPublisherSequence(), batch.count(), batch.firstSequence(), batch.epoch());
        }
    }

    @Override
    public void onMissed(LogRecord.Gap gap) {
        log.append(gap);
    }

    @Override
    public void onPassedOver(LogState there) {
        log.append(new LogRecord.Checkpoint(there));
    }

    @Override
    public void onEpoch(LogRecord.EpochStart start) {
        epoch = start.epoch();
        log.append(start);
    }

    @Override
    public void onView(View view, long digest) {
        log.append(new LogRecord.ViewChange(epoch, view, digest));
    }
}
