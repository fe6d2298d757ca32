package org.ordercast.engine.member;

import org.jspecify.annotations.Nullable;
import org.ordercast.engine.membership.Endpoint;
import org.ordercast.engine.protocol.LogFetcher;

/** Notes what a member asks for from other members' logs. */
public final class TestFetcher implements LogFetcher {

    /**
     * What is asked for.
     *
     * @param from whose log
     * @param sequence from where on
     */
    public record Request(Endpoint from, long sequence) {}

    private @Nullable Request request;

    /** Creates a fetcher that was asked for nothing. */
    public TestFetcher() {}

    @Override
    public void fetch(Endpoint from, long sequence) {
        request = new Request(from, sequence);
    }

    @Override
    public void stop() {
        request = null;
    }

    /**
     * What is asked for now.
     *
     * @return the request, or null if there is none
     */
    public @Nullable Request request() {
        return request;
    }
}
