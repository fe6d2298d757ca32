package org.ordercast.engine.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.ordercast.engine.log.LogItem;
import org.ordercast.engine.log.LogRecord;
import org.ordercast.engine.log.segment.DirectoryDisk;
import org.ordercast.engine.log.segment.LogOwner;
import org.ordercast.engine.log.segment.LogReader;
import org.ordercast.engine.log.segment.LogSettings;
import org.ordercast.engine.log.segment.SegmentedLog;

/** A log on disk, read by another member as its own member would read it. */
@Timeout(120)
class SegmentedLogLinkTest {

    private static final int LAST = 200;

    @TempDir
    private Path directory;

    @Test
    void aLogInSegmentsIsReadFromAnySequence() throws IOException {
        try (SegmentedLog log = open(Long.MAX_VALUE);
                LogServer server = serve(log);
                Fetched member = new Fetched("segmented-client", LinkSealing.none())) {
            append(log);
            for (long sequence = 0; sequence <= LAST + 1; sequence++) {
                member.records().clear();

                assertThat(member.from(server.address().getPort(), sequence).untilEnded())
                        .isTrue();
                assertThat(member.records()).isEqualTo(read(log, Math.max(1, sequence)));
            }
        }
    }

    @Test
    void aLogThatHasLetGoOfItsBeginningIsReadFromACheckpointOn() throws IOException {
        try (SegmentedLog log = open(1);
                LogServer server = serve(log);
                Fetched member = new Fetched("segmented-client", LinkSealing.none())) {
            append(log);
            log.force();
            assertThat(log.dropOld(Long.MAX_VALUE)).isNotEmpty();

            assertThat(member.from(server.address().getPort(), 1).untilEnded()).isTrue();
            assertThat(member.records()).isEqualTo(read(log, log.oldestSequence()));
            assertThat(member.records().get(0)).isInstanceOf(LogRecord.Checkpoint.class);
        }
    }

    private SegmentedLog open(long keepBytes) throws IOException {
        return SegmentedLog.open(
                DirectoryDisk.writable(directory),
                new LogOwner("prices", "alpha", 10, "boot"),
                new LogSettings(8192, 512, 1 << 20, keepBytes, Duration.ofDays(1), false),
                () -> Instant.EPOCH);
    }

    private static LogServer serve(SegmentedLog log) throws IOException {
        LogServer server = LogServer.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), Fetched.LIMITS);
        server.start("segmented-server", Fetched.GROUP, LinkSealing.none(), sequence -> source(log, sequence), w -> {});
        return server;
    }

    private static Optional<RecordSource> source(SegmentedLog log, long sequence) {
        LogReader reader = log.openReader(Math.max(1, sequence));
        return Optional.of(new RecordSource() {
            @Override
            public Optional<LogItem> next() throws IOException {
                return reader.next();
            }

            @Override
            public void close() throws IOException {
                reader.close();
            }
        });
    }

    private static void append(SegmentedLog log) throws IOException {
        log.append(new LogRecord.EpochStart(10, 1, "alpha", 10));
        for (long first = 1; first < LAST; first += 2) {
            log.append(Records.batch(first, 2, 300));
            log.write();
            log.force();
        }
    }

    private static List<LogItem> read(SegmentedLog log, long from) throws IOException {
        List<LogItem> items = new ArrayList<>();
        try (LogReader reader = log.openReader(from)) {
            for (Optional<LogItem> item = reader.next(); item.isPresent(); item = reader.next()) {
                items.add(item.get());
            }
        }
        return items;
    }
}
