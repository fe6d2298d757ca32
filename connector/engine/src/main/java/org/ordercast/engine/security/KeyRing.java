package org.ordercast.engine.security;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The keys that a member has at a time: the first seals what it sends, and each opens what was sealed with it. So keys
 * rotate without a lost message: the new key is added behind the old one at every member, then it is made the first at
 * every member, then the old one is dropped. Immutable.
 */
public final class KeyRing {

    private final List<GroupKey> keys;

    /**
     * Creates a ring.
     *
     * @param keys the keys, each with another id; the first one seals
     * @throws IllegalArgumentException if there is none, or an id twice
     */
    public KeyRing(List<GroupKey> keys) {
        if (keys.isEmpty()) {
            throw new IllegalArgumentException("no key is not allowed; at least one");
        }
        if (keys.stream().mapToInt(GroupKey::id).distinct().count() < keys.size()) {
            throw new IllegalArgumentException("the ids " + ids(keys) + " are not allowed; each key needs another id");
        }
        this.keys = List.copyOf(keys);
    }

    /**
     * The key that seals.
     *
     * @return the first key
     */
    public GroupKey sealing() {
        return keys.get(0);
    }

    /**
     * Finds a key.
     *
     * @param id its id
     * @return the key, or null if there is none with that id
     */
    public @Nullable GroupKey find(int id) {
        for (GroupKey key : keys) {
            if (key.id() == id) {
                return key;
            }
        }
        return null;
    }

    /** Rings are equal if they have equal keys in the same order. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof KeyRing that && keys.equals(that.keys);
    }

    @Override
    public int hashCode() {
        return keys.hashCode();
    }

    /** The ids, the sealing one first; nothing of the secrets. */
    @Override
    public String toString() {
        return ids(keys);
    }

    private static String ids(List<GroupKey> keys) {
        return keys.stream().map(key -> Integer.toString(key.id())).collect(Collectors.joining(", "));
    }
}
