package org.ordercast.sample.status;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonBuilderFactory;
import jakarta.json.JsonObjectBuilder;
import java.util.HexFormat;
import java.util.Map;

/** Makes JSON, with one factory for all: looking the provider up for each object would cost more than the object. */
final class JsonText {

    private static final JsonBuilderFactory FACTORY = Json.createBuilderFactory(Map.of());

    private JsonText() {}

    static JsonObjectBuilder object() {
        return FACTORY.createObjectBuilder();
    }

    static JsonArrayBuilder array() {
        return FACTORY.createArrayBuilder();
    }

    /** A digest as text: JavaScript's numbers are too small for 64 bits. */
    static String digest(long digest) {
        return HexFormat.of().toHexDigits(digest);
    }
}
