package org.ordercast.engine.driver;

import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import org.ordercast.engine.Durability;
import org.ordercast.engine.GroupSettings;
import org.ordercast.engine.StorageSettings;
import org.ordercast.engine.log.segment.BootId;
import org.ordercast.engine.log.segment.DirectoryDisk;
import org.ordercast.engine.log.segment.LogOwner;
import org.ordercast.engine.log.segment.LogSettings;
import org.ordercast.engine.log.segment.LogUnavailableException;
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
     * @param random where the id of a member that has none comes from
     * @return the log
     * @throws IOException if it cannot be opened
     */
    public static OpenLog open(GroupSettings settings, long incarnation, SecureRandom random) throws IOException {
        String given = settings.memberId();
        if (settings.storage().durability() == Durability.MEMORY) {
            return new OpenLog(given.isEmpty() ? MemberIds.make(random) : given, null, null);
        }
        MemberDirectory directory = MemberDirectory.of(settings.storage(), settings.group(), random);
        MemberDirectory.Opener<OpenLog> opener = (id, path) -> open(settings, id, path, incarnation);
        return given.isEmpty() ? directory.openAny(opener) : directory.open(given, opener);
    }

    private static OpenLog open(GroupSettings settings, String memberId, Path directory, long incarnation)
            throws IOException {
        StorageSettings storage = settings.storage();
        try {
            SegmentedLog log = SegmentedLog.open(
                    DirectoryDisk.writable(directory),
                    new LogOwner(settings.group(), memberId, incarnation, BootId.current()),
                    new LogSettings(
                            storage.segmentSize(),
                            INDEX_INTERVAL,
                            BUFFER_SIZE,
                            storage.keepBytes(),
                            storage.keepTime(),
                            storage.durability() == Durability.DISK),
                    InstantSource.system());
            return new OpenLog(memberId, directory, log);
        } catch (LogUnavailableException e) {
            throw e;
        } catch (IOException e) {
            throw new IOException("the log in " + directory + " cannot be opened: " + e, e);
        }
    }
}
