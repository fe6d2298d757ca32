package org.ordercast.engine.log.segment;

import org.jspecify.annotations.Nullable;

/** What a record is. The codes are part of the format. */
enum RecordType {
    BATCH(1),
    VIEW(2),
    EPOCH(3),
    GAP(4),
    CHECKPOINT(5);

    private static final RecordType[] ALL = values();

    private final byte code;

    RecordType(int code) {
        this.code = (byte) code;
    }

    byte code() {
        return code;
    }

    static @Nullable RecordType of(int code) {
        return code >= 1 && code <= ALL.length ? ALL[code - 1] : null;
    }
}
