package org.ordercast.engine.log.segment;

import java.io.IOException;
import java.nio.ByteBuffer;

/** An empty file in a log's directory that tells every later opening something, until it is taken away. */
enum Marker {
    /** What the log may have lost has not been got back. */
    INCOMPLETE("incomplete"),
    /** What was damaged at an opening, and is missing in the state since, has not been repaired. */
    DAMAGED("damaged");

    private final String file;

    Marker(String file) {
        this.file = file;
    }

    boolean isSet(Disk disk) throws IOException {
        return disk.list().contains(file);
    }

    void set(Disk disk) throws IOException {
        Bytes.replaceFile(disk, file, ByteBuffer.allocate(0));
    }

    void clear(Disk disk) throws IOException {
        if (isSet(disk)) {
            disk.delete(file);
            disk.force();
        }
    }
}
