package org.ordercast.engine.care;

import java.io.Closeable;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.ordercast.engine.membership.MemberIdentity;

/** Other members' logs, read by one thread, one at a time, until another thread breaks that off. */
final class BreakableLogs implements OtherLogs, Closeable {

    private final OtherLogs others;
    private volatile boolean closed;
    private volatile @Nullable Records reading;

    BreakableLogs(OtherLogs others) {
        this.others = others;
    }

    @Override
    public Records open(MemberIdentity member, long sequence) throws IOException {
        Records records = others.open(member, sequence);
        reading = records;
        if (closed) {
            records.close();
            throw new IOException("this member stops");
        }
        return records;
    }

    /** Lets nothing be read any more, and whoever waits for a record wait no longer. From any thread. */
    @Override
    public void close() throws IOException {
        closed = true;
        Records open = reading;
        if (open != null) {
            open.close();
        }
    }
}
