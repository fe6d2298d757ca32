package org.ordercast.engine.link;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.ordercast.engine.log.LogItem;

/** A log of given items, which remembers who reads it. */
final class FakeLog implements LogSource {

    private final List<LogItem> items;
    private final AtomicInteger open = new AtomicInteger();
    private final AtomicInteger opened = new AtomicInteger();
    private volatile boolean broken;
    private volatile boolean endless;

    FakeLog(List<? extends LogItem> items) {
        this.items = List.copyOf(items);
    }

    /** Every attempt to read fails from now on. */
    void breakDown() {
        broken = true;
    }

    /** The last item comes again and again. */
    FakeLog endless() {
        endless = true;
        return this;
    }

    /** How many read it now. */
    int readers() {
        return open.get();
    }

    /** How many ever did. */
    int everRead() {
        return opened.get();
    }

    @Override
    public Optional<RecordSource> open(long sequence) {
        open.incrementAndGet();
        opened.incrementAndGet();
        List<LogItem> wanted = new ArrayList<>(items);
        wanted.removeIf(item -> Records.last(item) > 0 && Records.last(item) < sequence);
        Iterator<LogItem> left = wanted.iterator();
        return Optional.of(new RecordSource() {
            @Override
            public Optional<LogItem> next() throws IOException {
                if (broken) {
                    throw new IOException("the disk is gone");
                }
                if (!left.hasNext() && endless) {
                    return Optional.of(wanted.get(wanted.size() - 1));
                }
                return left.hasNext() ? Optional.of(left.next()) : Optional.empty();
            }

            @Override
            public void close() {
                open.decrementAndGet();
            }
        });
    }
}
