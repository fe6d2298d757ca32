package org.ordercast.adapter.message;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ordercast.Message;

/**
 * Writes a message as the payload of an ordered message, and reads it back. Numbers are big-endian; a <em>text</em> is
 * its length in bytes (2 bytes, unsigned) followed by that many bytes of UTF-8.
 *
 * <pre>
 *  offset  bytes  field
 *       0      1  version, 1
 *       1      1  flags: bit 0 says that a key is there; the others are 0
 *       2      8  published at: microseconds since 1970-01-01T00:00:00Z, signed
 *      10    2 +  destination, a text, not empty
 *            2 +  key, a text; only if flag 0 is set
 *              2  number of properties, unsigned
 *           n ×   property name, a text, not empty and there once; then property value, a text
 *           rest  the application's payload
 * </pre>
 *
 * <p>A reader refuses a version it does not know and flags that are not 0: what a newer writer added would otherwise be
 * taken for the application's bytes. Whatever the bytes are, reading them ends in an envelope or in a
 * {@link MalformedEnvelopeException}, and takes memory in proportion to their length at most.
 */
public final class EnvelopeCodec {

    private static final byte VERSION = 1;
    private static final int FLAG_KEY = 1;
    private static final int FIXED_BYTES = 1 + 1 + Long.BYTES;
    private static final long MICROS_PER_SECOND = 1_000_000;
    private static final int NANOS_PER_MICRO = 1_000;

    private EnvelopeCodec() {}

    /**
     * Writes a message. A lone surrogate in a text, which UTF-8 cannot express, becomes a question mark.
     *
     * @param message the message
     * @param publishedAt when it is published; what is finer than a microsecond is cut off
     * @return the payload for the engine
     */
    public static byte[] encode(Message message, Instant publishedAt) {
        List<byte[]> texts = new ArrayList<>(2 + 2 * message.properties().size());
        texts.add(message.destination().getBytes(UTF_8));
        message.key().ifPresent(key -> texts.add(key.getBytes(UTF_8)));
        int head = texts.size();
        message.properties().forEach((name, value) -> {
            texts.add(name.getBytes(UTF_8));
            texts.add(value.getBytes(UTF_8));
        });
        long length = FIXED_BYTES + Short.BYTES + (long) message.payloadLength();
        for (byte[] text : texts) {
            length += Short.BYTES + text.length;
        }
        ByteBuffer out = ByteBuffer.allocate(Math.toIntExact(length));
        out.put(VERSION).put((byte) (message.key().isPresent() ? FLAG_KEY : 0)).putLong(micros(publishedAt));
        putTexts(out, texts.subList(0, head));
        out.putShort((short) message.properties().size());
        putTexts(out, texts.subList(head, texts.size()));
        return out.put(message.payloadBuffer()).array();
    }

    /**
     * Reads a message.
     *
     * @param payload what the engine delivered; its position and limit are left as they are
     * @return the envelope, whose body shares the payload's bytes
     * @throws MalformedEnvelopeException if the payload is not what {@link #encode} writes
     */
    public static Envelope decode(ByteBuffer payload) throws MalformedEnvelopeException {
        EnvelopeReader in = new EnvelopeReader(payload);
        int version = in.unsignedByte("version");
        if (version != VERSION) {
            throw new MalformedEnvelopeException(
                    "version " + version + " at byte 0; this adapter reads version " + VERSION);
        }
        int flags = in.unsignedByte("flags");
        if ((flags & ~FLAG_KEY) != 0) {
            throw new MalformedEnvelopeException("flags " + flags + " at byte 1; only bit 0 has a meaning");
        }
        Instant publishedAt = instant(in.signedLong("publishedAt"));
        String destination = in.nonEmptyText("destination");
        Optional<String> key = (flags & FLAG_KEY) == 0 ? Optional.empty() : Optional.of(in.text("key"));
        Map<String, String> properties = in.properties();
        return new Envelope(publishedAt, destination, key, properties, in.rest());
    }

    private static void putTexts(ByteBuffer out, List<byte[]> texts) {
        for (byte[] text : texts) {
            out.putShort((short) text.length).put(text);
        }
    }

    private static long micros(Instant instant) {
        return Math.addExact(
                Math.multiplyExact(instant.getEpochSecond(), MICROS_PER_SECOND), instant.getNano() / NANOS_PER_MICRO);
    }

    private static Instant instant(long micros) {
        return Instant.ofEpochSecond(
                Math.floorDiv(micros, MICROS_PER_SECOND), Math.floorMod(micros, MICROS_PER_SECOND) * NANOS_PER_MICRO);
    }
}
