package org.ordercast.sample.web;

import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import jakarta.ws.rs.BadRequestException;
import org.jspecify.annotations.Nullable;

/** Reads the fields of a request's body; each refusal names the field, the value and what is allowed. */
final class Fields {

    private final JsonObject body;

    Fields(@Nullable JsonObject body) {
        if (body == null) {
            throw new BadRequestException("the request has no body; a JSON object was expected");
        }
        this.body = body;
    }

    int integer(String name) {
        JsonValue value = body.get(name);
        if (value instanceof JsonNumber number && number.isIntegral()) {
            try {
                return number.intValueExact();
            } catch (ArithmeticException tooLarge) {
                throw refused(name, value, "a whole number of 32 bits");
            }
        }
        throw refused(name, value, "a whole number");
    }

    boolean flag(String name) {
        JsonValue value = body.get(name);
        if (JsonValue.TRUE.equals(value) || JsonValue.FALSE.equals(value)) {
            return JsonValue.TRUE.equals(value);
        }
        throw refused(name, value, "true or false");
    }

    String text(String name) {
        JsonValue value = body.get(name);
        if (value instanceof JsonString string) {
            return string.getString();
        }
        throw refused(name, value, "a text");
    }

    private static BadRequestException refused(String name, @Nullable JsonValue value, String allowed) {
        return new BadRequestException(
                name + ": " + (value == null ? "nothing" : value) + " is not allowed; " + allowed);
    }
}
