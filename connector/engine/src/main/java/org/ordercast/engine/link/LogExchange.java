package org.ordercast.engine.link;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.ordercast.engine.driver.LogFetches;
import org.ordercast.engine.log.OrderedLog;
import org.ordercast.engine.membership.Endpoint;
import org.ordercast.engine.protocol.FetchListener;

/** What a member's log gives to others, and what it gets from theirs. Used by the member's thread alone. */
public final class LogExchange implements LogFetches {

    private final LogServer server;
    private final LogLink link;

    private LogExchange(LogServer server, LogLink link) {
        this.server = server;
        this.link = link;
    }

    /**
     * Begins to give, and gets ready to fetch.
     *
     * @param server the server, bound to the member's port
     * @param threadName what the names of the threads begin with
     * @param group the number that stands for the group
     * @param sealing how the group's links are sealed
     * @param source the member's log
     * @param addresses where an endpoint is reached, null if it must not be; called on the member's thread
     * @param signal tells the member's thread to take what has come
     * @param warnings told, on any thread, what an operator should know
     * @return the exchange, which closes the server with itself
     * @throws IOException if the server is closed
     */
    public static LogExchange start(
            LogServer server,
            String threadName,
            long group,
            LinkSealing sealing,
            LogSource source,
            Function<Endpoint, @Nullable InetSocketAddress> addresses,
            Runnable signal,
            Consumer<String> warnings)
            throws IOException {
        server.start(threadName + "-served", group, sealing, source, warnings);
        return new LogExchange(
                server, new LogLink(threadName + "-fetched", group, sealing, addresses, signal, warnings));
    }

    @Override
    public void fetch(Endpoint from, long sequence) {
        link.fetch(from, sequence);
    }

    @Override
    public void stop() {
        link.stop();
    }

    @Override
    public boolean deliver(FetchListener protocol, OrderedLog log, long now) {
        return link.deliver(protocol, log, now);
    }

    @Override
    public void close() {
        link.close();
        server.close();
    }
}
