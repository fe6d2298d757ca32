package org.ordercast.engine.driver;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.function.Consumer;
import org.ordercast.engine.Durability;
import org.ordercast.engine.GroupSettings;
import org.ordercast.engine.StorageSettings;
import org.ordercast.engine.log.MemberLog;
import org.ordercast.engine.log.MemoryLog;
import org.ordercast.engine.log.disk.DiskLog;
import org.ordercast.engine.log.disk.ForcingThread;
import org.ordercast.engine.log.segment.BootId;
import org.ordercast.engine.log.segment.DirectoryDisk;
import org.ordercast.engine.log.segment.LogOwner;
import org.ordercast.engine.log.segment.LogSettings;
import org.ordercast.engine.log.segment.RecoveryReport;
import org.ordercast.engine.log.segment.SegmentedLog;

/** Opens the log that a member's settings ask for. */
public final class Logs {

    private static final int INDEX_INTERVAL = 64 << 10;
    private static final int BUFFER_SIZE = 16 << 20;

    private Logs() {}

    /**
     * Opens a member's log.
     *
     * @param settings the member's settings
     * @param incarnation the member's life
     * @param signals tells the member's thread how the log gets on
     * @param warnings takes what an operator should know
     * @return the log
     * @throws IOException if it cannot be opened
     */
    public static MemberLog open(
            GroupSettings settings, long incarnation, LoopSignals signals, Consumer<String> warnings)
            throws IOException {
        Runnable roomAgain = () -> signals.raise(LoopSignals.LOG_ROOM);
        StorageSettings storage = settings.storage();
        if (storage.durability() == Durability.MEMORY) {
            return new MemoryLog(settings.logMemory(), roomAgain);
        }
        Path directory = Path.of(storage.directory(), name(settings.group()), name(settings.memberId()));
        SegmentedLog log = SegmentedLog.open(
                DirectoryDisk.writable(directory),
                new LogOwner(settings.group(), settings.memberId(), incarnation, BootId.current()),
                new LogSettings(
                        storage.segmentSize(),
                        INDEX_INTERVAL,
                        BUFFER_SIZE,
                        storage.keepBytes(),
                        storage.keepTime(),
                        storage.durability() == Durability.DISK),
                InstantSource.system());
        report(directory, log.recovery(), warnings);
        return new DiskLog(
                log,
                storage.durability(),
                ForcingThread.named("ordercast-" + settings.group() + "-" + settings.memberId() + "-log"),
                System::nanoTime,
                () -> signals.raise(LoopSignals.LOG_DURABLE),
                roomAgain,
                warnings);
    }

    private static String name(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8)
                .replace("*", "%2A")
                .replace(".", "%2E");
    }

    private static void report(Path directory, RecoveryReport found, Consumer<String> warnings) {
        if (!found.damage().isEmpty() || !found.setAside().isEmpty()) {
            warnings.accept("the log in " + directory + " is damaged: " + found.damage() + found.setAside());
        }
        if (!found.complete()) {
            warnings.accept("the log in " + directory + " may have lost its end, for the machine was restarted; "
                    + "what it lost is got back from the other members");
        }
    }
}
