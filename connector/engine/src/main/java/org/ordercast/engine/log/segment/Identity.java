package org.ordercast.engine.log.segment;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** That a directory holds the log of this member of this group, and of nobody else. */
final class Identity {

    private Identity() {}

    static void check(Disk disk, LogOwner owner, Optional<LifeFile> life) throws IOException {
        if (life.isPresent()) {
            check(disk, owner, life.get().group, life.get().member);
        }
        // Segments say it, too: the life file may be missing, or have come from somewhere else.
        List<String> names = SegmentNames.segmentsIn(disk.list());
        if (!names.isEmpty()) {
            String newest = names.get(names.size() - 1);
            try (DiskFile file = disk.openReadOnly(newest)) {
                Segment segment = Segment.read(newest, file, null);
                if (segment.isReadable()) {
                    check(
                            disk,
                            owner,
                            segment.header().group(),
                            segment.header().member());
                }
            }
        }
    }

    private static void check(Disk disk, LogOwner owner, String group, String member) throws IOException {
        if (!group.equals(owner.group())) {
            throw new LogUnavailableException("the log in " + disk + " is that of group '" + group
                    + "', and this member is in group '" + owner.group()
                    + "'; give each group a directory of its own");
        }
        if (!member.equals(owner.member())) {
            throw new LogUnavailableException("the log in " + disk + " is that of member '" + member + "' of group '"
                    + group + "', and this is member '" + owner.member()
                    + "'; give each member a directory of its own, or this one its old id");
        }
    }
}
