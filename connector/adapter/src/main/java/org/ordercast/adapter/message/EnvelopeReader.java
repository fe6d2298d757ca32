package org.ordercast.adapter.message;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** Reads one field of an envelope after the other, and trusts none. For one thread. */
final class EnvelopeReader {

    /** An empty name and an empty value take two lengths. */
    private static final int LEAST_PROPERTY_BYTES = 2 * Short.BYTES;

    private final ByteBuffer in;

    EnvelopeReader(ByteBuffer payload) {
        this.in = payload.slice().asReadOnlyBuffer();
    }

    int unsignedByte(String field) throws MalformedEnvelopeException {
        require(field, Byte.BYTES);
        return Byte.toUnsignedInt(in.get());
    }

    long signedLong(String field) throws MalformedEnvelopeException {
        require(field, Long.BYTES);
        return in.getLong();
    }

    String text(String field) throws MalformedEnvelopeException {
        int length = unsignedShort(field);
        require(field, length);
        ByteBuffer bytes = in.slice(in.position(), length);
        try {
            String text = UTF_8.newDecoder().decode(bytes).toString();
            in.position(in.position() + length);
            return text;
        } catch (CharacterCodingException e) {
            throw new MalformedEnvelopeException(
                    field + " at byte " + in.position() + ": " + length + " bytes that are not UTF-8");
        }
    }

    String nonEmptyText(String field) throws MalformedEnvelopeException {
        String text = text(field);
        if (text.isEmpty()) {
            throw new MalformedEnvelopeException(field + " before byte " + in.position() + ": an empty one");
        }
        return text;
    }

    Map<String, String> properties() throws MalformedEnvelopeException {
        int count = unsignedShort("number of properties");
        if (count == 0) {
            return Map.of();
        }
        require(count + " properties", count * LEAST_PROPERTY_BYTES);
        Map<String, String> properties = new LinkedHashMap<>();
        for (int i = 0; i < count; i++) {
            String name = nonEmptyText("property name");
            if (properties.put(name, text("property value")) != null) {
                throw new MalformedEnvelopeException("property before byte " + in.position() + ": " + name + " twice");
            }
        }
        return Collections.unmodifiableMap(properties);
    }

    ByteBuffer rest() {
        return in.slice().asReadOnlyBuffer();
    }

    private int unsignedShort(String field) throws MalformedEnvelopeException {
        require(field, Short.BYTES);
        return Short.toUnsignedInt(in.getShort());
    }

    private void require(String field, int bytes) throws MalformedEnvelopeException {
        if (in.remaining() < bytes) {
            throw new MalformedEnvelopeException(field + " at byte " + in.position() + ": " + bytes
                    + " bytes wanted, and " + in.remaining() + " left of " + in.limit());
        }
    }
}
