package org.ordercast.sample.wire;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.ordercast.sample.book.BookImage;
import org.ordercast.sample.book.Command;
import org.ordercast.sample.book.OrderId;
import org.ordercast.sample.book.Side;

/**
 * Writes and reads submissions. Big-endian: a version byte, a kind byte, the server's id behind its length in one byte,
 * the time in eight bytes, and what the kind asks for. Placing an order takes 27 bytes and the server's id.
 */
public final class SubmissionCodec {

    private static final byte VERSION = 1;
    private static final byte PLACE = 1;
    private static final byte CANCEL = 2;
    private static final byte RESET = 3;
    private static final byte SNAPSHOT_REQUEST = 4;
    private static final byte SNAPSHOT = 5;

    private static final int MAX_NAME_BYTES = 255;
    private static final int LONGEST_FIXED_PART = 5 * Long.BYTES;

    private SubmissionCodec() {}

    /**
     * Writes a submission.
     *
     * @param submission the submission
     * @return its bytes
     * @throws IllegalArgumentException if a server's id is longer than 255 UTF-8 bytes
     */
    public static byte[] encode(Submission submission) {
        Content content = submission.content();
        byte[] image =
                content instanceof Content.Snapshot snapshot ? snapshot.image().toBytes() : new byte[0];
        ByteBuffer out = ByteBuffer.allocate(2 + 2 * (1 + MAX_NAME_BYTES) + LONGEST_FIXED_PART + image.length);
        out.put(VERSION).put(kindOf(content));
        putName(out, submission.server());
        out.putLong(submission.submittedAt());
        putContent(out, content, image);
        byte[] bytes = new byte[out.position()];
        out.flip().get(bytes);
        return bytes;
    }

    /**
     * Reads a submission.
     *
     * @param payload what {@link #encode} gave
     * @return the submission
     * @throws IllegalArgumentException if the bytes are no submission of a version and kind that this server knows
     */
    public static Submission decode(byte[] payload) {
        ByteBuffer in = ByteBuffer.wrap(payload);
        try {
            byte version = in.get();
            if (version != VERSION) {
                throw new IllegalArgumentException("version " + version + " is not known; this is " + VERSION);
            }
            byte kind = in.get();
            String server = getName(in);
            long submittedAt = in.getLong();
            Submission submission = new Submission(server, submittedAt, getContent(in, kind));
            if (in.hasRemaining()) {
                throw new IllegalArgumentException(in.remaining() + " bytes follow what kind " + kind + " holds");
            }
            return submission;
        } catch (BufferUnderflowException cut) {
            throw new IllegalArgumentException("a submission of " + payload.length + " bytes is cut short", cut);
        }
    }

    private static byte kindOf(Content content) {
        if (content instanceof Content.ForBook forBook) {
            Command command = forBook.command();
            return command instanceof Command.Place ? PLACE : command instanceof Command.Cancel ? CANCEL : RESET;
        }
        return content instanceof Content.SnapshotRequest ? SNAPSHOT_REQUEST : SNAPSHOT;
    }

    private static void putContent(ByteBuffer out, Content content, byte[] image) {
        if (content instanceof Content.ForBook forBook) {
            putCommand(out, forBook.command());
        } else if (content instanceof Content.SnapshotRequest request) {
            putName(out, request.responder());
        } else if (content instanceof Content.Snapshot snapshot) {
            out.putLong(snapshot.position())
                    .putLong(snapshot.digest())
                    .putLong(snapshot.resetAt())
                    .putLong(snapshot.applied())
                    .putInt(image.length)
                    .put(image);
        }
    }

    private static void putCommand(ByteBuffer out, Command command) {
        if (command instanceof Command.Place place) {
            out.putLong(place.id().packed())
                    .put((byte) place.side().code())
                    .putInt(place.price())
                    .putInt(place.quantity());
        } else if (command instanceof Command.Cancel cancel) {
            out.putLong(cancel.id().packed());
        } else if (command instanceof Command.Reset reset) {
            out.putLong(reset.round());
        }
    }

    private static Content getContent(ByteBuffer in, byte kind) {
        return switch (kind) {
            case PLACE ->
                new Content.ForBook(new Command.Place(
                        OrderId.unpacked(in.getLong()), Side.ofCode(in.get()), in.getInt(), in.getInt()));
            case CANCEL -> new Content.ForBook(new Command.Cancel(OrderId.unpacked(in.getLong())));
            case RESET -> new Content.ForBook(new Command.Reset(in.getLong()));
            case SNAPSHOT_REQUEST -> new Content.SnapshotRequest(getName(in));
            case SNAPSHOT -> new Content.Snapshot(in.getLong(), in.getLong(), in.getLong(), in.getLong(), getImage(in));
            default -> throw new IllegalArgumentException("kind " + kind + " is not known");
        };
    }

    private static void putName(ByteBuffer out, String name) {
        byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
        if (bytes.length > MAX_NAME_BYTES) {
            throw new IllegalArgumentException(
                    "server id '" + name + "': " + bytes.length + " bytes are too long; at most " + MAX_NAME_BYTES);
        }
        out.put((byte) bytes.length).put(bytes);
    }

    private static String getName(ByteBuffer in) {
        byte[] bytes = new byte[in.get() & 0xFF];
        in.get(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static BookImage getImage(ByteBuffer in) {
        int length = in.getInt();
        if (length < 0 || length > in.remaining()) {
            throw new IllegalArgumentException("an image of " + length + " bytes; " + in.remaining() + " are there");
        }
        byte[] image = new byte[length];
        in.get(image);
        return BookImage.ofBytes(image);
    }
}
