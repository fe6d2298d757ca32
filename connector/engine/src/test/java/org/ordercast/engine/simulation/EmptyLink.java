package org.ordercast.engine.simulation;

import java.util.NoSuchElementException;
import org.ordercast.engine.log.LogRecord;
import org.ordercast.engine.membership.Endpoint;

/** A link where logs are in memory: there is nothing to be had from them, which is soon said. */
final class EmptyLink implements RecordLink {

    private final Runnable onNews;
    private boolean ended;

    EmptyLink(Runnable onNews) {
        this.onNews = onNews;
    }

    @Override
    public void fetch(Endpoint from, long sequence) {
        ended = true;
        onNews.run();
    }

    @Override
    public void stop() {
        ended = false;
    }

    @Override
    public boolean hasRecord() {
        return false;
    }

    @Override
    public boolean hasEnded() {
        return ended;
    }

    @Override
    public LogRecord takeRecord() {
        throw new NoSuchElementException("no record comes from a log in memory");
    }

    @Override
    public boolean takeEnd() {
        ended = false;
        return true;
    }
}
