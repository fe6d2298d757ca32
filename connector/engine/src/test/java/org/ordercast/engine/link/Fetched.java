package org.ordercast.engine.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.ordercast.engine.Eventually;
import org.ordercast.engine.log.LogRecord;
import org.ordercast.engine.member.TestLog;
import org.ordercast.engine.membership.Endpoint;
import org.ordercast.engine.protocol.FetchListener;

/** A link, and the member that uses it: the test's thread stands for the member's. */
final class Fetched implements FetchListener, AutoCloseable {

    static final long GROUP = 4711;

    /** No limit is ever reached that a test does not mean to reach. */
    static final LinkLimits LIMITS = new LinkLimits(
            2,
            Eventually.DEADLINE.multipliedBy(2),
            Eventually.DEADLINE.multipliedBy(2),
            Eventually.DEADLINE.multipliedBy(2),
            Duration.ZERO,
            64 * 1024);

    static final Function<Endpoint, @Nullable InetSocketAddress> LOOPBACK =
            endpoint -> new InetSocketAddress(InetAddress.getLoopbackAddress(), endpoint.port());

    final TestLog log = new TestLog();
    final List<String> warnings = new CopyOnWriteArrayList<>();
    private final List<LogRecord> records = new ArrayList<>();
    private final List<Boolean> ends = new ArrayList<>();
    private final LogLink link;

    Fetched(String threadName, LinkSealing sealing) {
        this(threadName, sealing, LIMITS);
    }

    Fetched(String threadName, LinkSealing sealing, LinkLimits limits) {
        link = new LogLink(threadName, GROUP, sealing, LOOPBACK, () -> {}, warnings::add, limits);
    }

    Fetched from(int port, long sequence) {
        link.fetch(Endpoint.ipv4(0x7f000001, port), sequence);
        return this;
    }

    void stop() {
        link.stop();
    }

    /** Takes what has come. */
    void turn() {
        link.deliver(this, log, 0);
    }

    /** Goes on until the fetch has ended, and says whether it was complete. */
    boolean untilEnded() {
        int before = ends.size();
        Eventually.until("the fetch has ended", () -> {
            turn();
            return ends.size() > before;
        });
        return ends.get(before);
    }

    /** Goes on until so many records have come. */
    void untilRecords(int count) {
        Eventually.until(count + " records have come", () -> {
            turn();
            return records.size() >= count;
        });
    }

    List<LogRecord> records() {
        return records;
    }

    List<Boolean> ends() {
        return ends;
    }

    @Override
    public void onFetched(LogRecord record, long now) {
        assertThat(log.hasRoom()).isTrue();
        records.add(record);
    }

    @Override
    public void onFetchEnded(boolean complete, long now) {
        ends.add(complete);
    }

    @Override
    public void close() {
        link.close();
    }
}
