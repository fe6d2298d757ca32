package org.ordercast.engine.log.segment;

import java.io.IOException;
import org.ordercast.engine.log.segment.LifeFile.Ending;

/** The present opening of a log, and how it ended, for the next one to know. Safe for use by several threads. */
final class Life {

    private final Disk disk;
    private LifeFile file; // guarded by this

    /** Goes on with a file that says that the opening has begun. */
    Life(Disk disk, LifeFile file) {
        this.disk = disk;
        this.file = file;
    }

    /** The log is closed, with everything forced. */
    synchronized void close(long lastSequence, long end) throws IOException {
        file = file.ended(Ending.CLOSED, lastSequence, end);
        file.write(disk);
    }

    /**
     * Nobody knows any more what the disk holds, and the next opening must know that, however this process ends. The disk does
     * not force, so the note is not forced either: it is lost only with the machine, and that the next opening sees, too.
     */
    synchronized void fail() throws IOException {
        if (!file.hasFailed()) {
            LifeFile failed = file.ended(Ending.FAILED, 0, 0);
            failed.writeUnforced(disk);
            file = failed;
        }
    }
}
