package org.ordercast.engine.log.tool;

import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.ordercast.engine.log.Damage;
import org.ordercast.engine.log.Deleted;
import org.ordercast.engine.log.LogItem;
import org.ordercast.engine.log.LogRecord;
import org.ordercast.engine.log.LogState;
import org.ordercast.engine.log.OrderedBatch;
import org.ordercast.engine.log.PublisherPosition;
import org.ordercast.engine.membership.MemberIdentity;

/** Prints one line for each record, and, where asked for, one for each message in it. */
final class RecordLines {

    private final PrintStream out;
    private final ToolOptions.Payload payload;

    RecordLines(PrintStream out, ToolOptions.Payload payload) {
        this.out = out;
        this.payload = payload;
    }

    void print(LogItem item) {
        if (item instanceof LogRecord.Batch batch) {
            print(batch.batch(), batch.digest());
        } else if (item instanceof LogRecord.ViewChange change) {
            StringBuilder members = new StringBuilder();
            for (MemberIdentity member : change.view().identities()) {
                members.append(' ').append(life(member.id(), member.incarnation()));
            }
            out.println("view " + change.view().number() + " epoch " + change.epoch() + " digest "
                    + hex(change.digest()) + members);
        } else if (item instanceof LogRecord.EpochStart start) {
            out.println("epoch " + start.epoch() + " order " + hex(start.order()) + " sequencer "
                    + life(start.sequencer(), start.incarnation()));
        } else if (item instanceof LogRecord.Gap gap) {
            out.println("gap " + gap.first() + "-" + gap.last() + " epoch " + gap.epoch() + " digest "
                    + hex(gap.digest()) + " " + printable(gap.reason()));
        } else if (item instanceof LogRecord.Checkpoint checkpoint) {
            print(checkpoint.state());
        } else if (item instanceof Deleted deleted) {
            out.println("deleted " + deleted.first() + "-" + deleted.last());
        } else if (item instanceof Damage damage) {
            out.println("DAMAGE " + damage);
        }
    }

    private void print(OrderedBatch batch, long digest) {
        out.println("batch " + batch.firstSequence() + "-" + batch.lastSequence() + " epoch " + batch.epoch()
                + " publisher " + life(batch.publisher(), batch.incarnation()) + " " + batch.firstPublisherSequence()
                + "-" + (batch.firstPublisherSequence() + batch.count() - 1) + " bytes "
                + batch.messages().limit() + " digest " + hex(digest));
        if (payload == ToolOptions.Payload.NONE) {
            return;
        }
        ByteBuffer messages = batch.messages().duplicate();
        for (int i = 0; i < batch.count(); i++) {
            byte[] bytes = new byte[messages.getInt()];
            messages.get(bytes);
            out.println("  " + (batch.firstSequence() + i) + " "
                    + (payload == ToolOptions.Payload.HEX
                            ? HexFormat.of().formatHex(bytes)
                            : printable(new String(bytes, StandardCharsets.UTF_8))));
        }
    }

    private void print(LogState state) {
        StringBuilder line = new StringBuilder("checkpoint " + state.lastSequence() + " epoch " + state.epoch());
        if (state.sequencerIncarnation() != 0) {
            line.append(" sequencer ").append(life(state.sequencer(), state.sequencerIncarnation()));
        }
        line.append(" view ").append(state.view().number());
        line.append(" committed ").append(state.committed());
        line.append(" digest ").append(hex(state.digest()));
        for (PublisherPosition publisher : state.publishers()) {
            line.append(' ').append(life(publisher.member(), publisher.incarnation()));
            line.append('=').append(publisher.last());
        }
        out.println(line);
    }

    private static String life(String member, long incarnation) {
        return printable(member) + "/" + hex(incarnation);
    }

    private static String hex(long value) {
        return HexFormat.of().toHexDigits(value);
    }

    /** A payload may hold anything: nothing of it is to reach the terminal as a command, or begin a line. */
    private static String printable(String text) {
        return text.codePoints()
                .map(point -> Character.isISOControl(point) ? '.' : point)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
