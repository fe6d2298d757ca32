package org.ordercast.engine.member;

import java.util.ArrayList;
import java.util.List;
import org.ordercast.engine.log.LogRecord;
import org.ordercast.engine.log.LogState;
import org.ordercast.engine.log.OrderedBatch;
import org.ordercast.engine.membership.View;
import org.ordercast.engine.ordering.OrderListener;

/** Takes whatever an order says, and keeps no more than gaps and beginnings of epochs. */
final class IgnoredOrder implements OrderListener {

    private final List<LogRecord> heard = new ArrayList<>();

    List<LogRecord> heard() {
        return heard;
    }

    @Override
    public boolean canBeOrdered(long publisher, long last) {
        return true;
    }

    @Override
    public void onContent(long publisher, int bytes) {}

    @Override
    public void onMessages(OrderedBatch batch, long digest) {}

    @Override
    public void onMissed(LogRecord.Gap gap) {
        heard.add(gap);
    }

    @Override
    public void onPassedOver(LogState there) {}

    @Override
    public void onEpoch(LogRecord.EpochStart start) {
        heard.add(start);
    }

    @Override
    public void onView(View view, long digest) {}
}
