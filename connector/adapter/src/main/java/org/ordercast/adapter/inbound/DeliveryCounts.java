package org.ordercast.adapter.inbound;

import java.util.concurrent.atomic.AtomicLong;

/** What a subscription counts. Written by its thread, read by any. */
final class DeliveryCounts {

    /** Messages that the bean accepted. */
    final AtomicLong delivered = new AtomicLong();

    /** Deliveries that the bean refused. */
    final AtomicLong failed = new AtomicLong();

    /** Messages that were passed over. */
    final AtomicLong skipped = new AtomicLong();

    /** Messages that were no envelopes. */
    final AtomicLong malformed = new AtomicLong();
}
