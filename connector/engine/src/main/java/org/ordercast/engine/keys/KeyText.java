package org.ordercast.engine.keys;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.OptionalInt;
import org.ordercast.engine.security.GroupKey;
import org.ordercast.engine.security.KeyRing;

/**
 * Reads keys from a text: {@code id:base64} for each, with commas between them; a key alone may go without its id, which
 * is 1 then. The first key seals. No message repeats any of the text.
 */
public final class KeyText {

    private static final String ALLOWED = "is not allowed; id:base64 with an id from 1 to " + GroupKey.MAX_ID
            + " and the base64 text of " + GroupKey.LENGTH + " bytes, commas between several";

    private KeyText() {}

    /**
     * Reads keys.
     *
     * @param source where the text comes from, as messages begin
     * @param text the text
     * @return the keys
     * @throws IllegalArgumentException if the text is not allowed; the message says where, and what is allowed
     */
    public static KeyRing parse(String source, String text) {
        String[] entries = text.strip().split(",", -1);
        List<GroupKey> keys = new ArrayList<>();
        for (int i = 0; i < entries.length; i++) {
            String where =
                    source + ": " + (entries.length == 1 ? "its value" : "entry " + (i + 1) + " of " + entries.length);
            keys.add(key(where, entries[i].strip(), entries.length == 1));
        }
        try {
            return new KeyRing(keys);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(source + ": " + e.getMessage(), e);
        }
    }

    /** Reads the id of a key; empty if it is none from 1 to 255. */
    static OptionalInt id(String text) {
        return text.matches("[0-9]{1,3}") && Integer.parseInt(text) >= 1 && Integer.parseInt(text) <= GroupKey.MAX_ID
                ? OptionalInt.of(Integer.parseInt(text))
                : OptionalInt.empty();
    }

    private static GroupKey key(String where, String entry, boolean alone) {
        int colon = entry.indexOf(':');
        if (colon < 0 && !alone) {
            throw new IllegalArgumentException(where + " has no id, which " + ALLOWED);
        }
        int id = colon < 0
                ? 1
                : id(entry.substring(0, colon).strip())
                        .orElseThrow(() -> new IllegalArgumentException(where + " has an id that " + ALLOWED));
        byte[] secret = decode(where, entry.substring(colon + 1).strip());
        if (secret.length != GroupKey.LENGTH) {
            throw new IllegalArgumentException(where + " has a key of " + secret.length + " bytes, which " + ALLOWED);
        }
        GroupKey key = new GroupKey(id, secret);
        Arrays.fill(secret, (byte) 0);
        return key;
    }

    @SuppressWarnings("UnusedException") // its message would show a character of the secret
    private static byte[] decode(String where, String base64) {
        try {
            return Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(where + " has a key that is no base64 text, which " + ALLOWED);
        }
    }
}
