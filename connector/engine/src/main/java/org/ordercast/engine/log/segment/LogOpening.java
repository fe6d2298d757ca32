package org.ordercast.engine.log.segment;

import java.io.Closeable;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.ordercast.engine.log.Damage;

/** Opens a log: takes its directory, mends what a crash has torn, and finds out whether anything may be lost. */
final class LogOpening {

    private final Disk disk;
    private final LogOwner owner;
    private final LogSettings settings;
    private final InstantSource clock;

    LogOpening(Disk disk, LogOwner owner, LogSettings settings, InstantSource clock) {
        this.disk = disk;
        this.owner = owner;
        this.settings = settings;
        this.clock = clock;
    }

    SegmentedLog open() throws IOException {
        Closeable lock = disk.lock();
        boolean opened = false;
        try {
            Optional<LifeFile> before = LifeFile.read(disk);
            Identity.check(disk, owner, before);
            LifeFile.Opening last = before.flatMap(LifeFile::newest).orElse(null);
            boolean survived = survived(last);
            Recovery found = new Recovery(disk, settings.indexInterval(), !survived);
            found.run();
            boolean complete =
                    isComplete(last, survived || settings.forcedFirst(), found) && !Marker.INCOMPLETE.isSet(disk);
            if (!complete) {
                Marker.INCOMPLETE.set(disk);
            }
            List<Damage> damage = damage(found);
            if (!damage.isEmpty()) {
                Marker.DAMAGED.set(disk);
            }
            LifeFile.Opening now = new LifeFile.Opening(
                    owner.incarnation(), clock.millis(), LifeFile.Ending.NONE, 0, 0, owner.bootId());
            LifeFile file = before.orElseGet(() -> new LifeFile(owner.group(), owner.member(), List.of()))
                    .opened(now);
            file.write(disk);
            SegmentedLog log = new SegmentedLog(
                    disk, lock, new Life(disk, file), owner, settings, clock, found, found.report(complete, damage));
            opened = true;
            return log;
        } finally {
            if (!opened) {
                lock.close();
            }
        }
    }

    /** What is missing in the state: damage that was found now, or at an earlier opening, and is there still. */
    private List<Damage> damage(Recovery found) throws IOException {
        if (!Marker.DAMAGED.isSet(disk)) {
            return found.damage();
        }
        Segments segments = new Segments(
                disk, settings.indexInterval(), found.segments(), found.state().lastSequence());
        return new Verification(disk, segments).run().damage();
    }

    /** Whether what was in the page cache is still there: the log was closed, or the machine has been up since. */
    private boolean survived(LifeFile.@Nullable Opening last) {
        return last != null
                && (last.ending() == LifeFile.Ending.CLOSED
                        || (last.ending() == LifeFile.Ending.NONE
                                && !last.bootId().isEmpty()
                                && last.bootId().equals(owner.bootId())));
    }

    private static boolean isComplete(LifeFile.@Nullable Opening last, boolean safe, Recovery found) {
        Segment newest = found.newest();
        if (last == null) {
            // Without a life file, only an empty directory is sure to have lost nothing.
            return newest == null;
        }
        if (last.ending() == LifeFile.Ending.CLOSED) {
            return found.state().lastSequence() == last.last() && (newest == null ? 0 : newest.end()) == last.end();
        }
        return safe && last.ending() != LifeFile.Ending.FAILED;
    }
}
