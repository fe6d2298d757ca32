package org.ordercast.engine.log.segment;

import java.io.IOException;
import java.util.function.Consumer;
import org.ordercast.engine.log.Damage;

/** Brings a state forward over the records of segments, and past what is damaged. */
final class Replay {

    private final RunningState state;
    private final Consumer<Damage> lost;

    Replay(RunningState state, Consumer<Damage> lost) {
        this.state = state;
        this.lost = lost;
    }

    /** Takes everything up to an end. */
    void takeAll(Segment segment, SegmentScan scan, long end) throws IOException {
        SegmentScan.Step step = scan.next(end);
        while (step != SegmentScan.Step.END) {
            take(segment, scan, step, end);
            step = scan.next(end);
        }
    }

    /** Takes one step of a scan, which is not the end. */
    void take(Segment segment, SegmentScan scan, SegmentScan.Step step, long end) throws IOException {
        RecordHeader header = scan.header();
        if (step == SegmentScan.Step.RECORD) {
            if (header.sequence > state.lastSequence() + 1 && state.hasBegun()) {
                lose(segment, scan.offset(), 0, header.sequence - 1);
            }
            state.apply(scan.record());
            return;
        }
        long length = scan.position() - scan.offset();
        if (scan.isHeaderWhole()) {
            lose(segment, scan.offset(), length, header.lastSequence());
            state.moveTo(header.epoch, Math.max(header.lastSequence(), state.lastSequence()), header.digest);
        } else {
            long following = scan.nextSequence(end);
            lose(segment, scan.offset(), length, following > 0 ? following - 1 : state.lastSequence());
        }
    }

    private void lose(Segment segment, long offset, long length, long last) {
        long first = Math.max(state.lastSequence() + 1, segment.firstSequence());
        lost.accept(new Damage(segment.name(), offset, length, first, Math.max(last, first - 1)));
        state.moveTo(state.epoch(), Math.max(last, state.lastSequence()), state.digest());
    }
}
