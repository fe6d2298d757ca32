package org.ordercast.engine.link;

import java.nio.ByteBuffer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.ordercast.engine.security.CipherSuite;
import org.ordercast.engine.security.GroupKey;
import org.ordercast.engine.security.KeyRing;
import org.ordercast.engine.security.RecordSeal;

/**
 * How the links of a group are sealed, if they are. Each direction of each connection has a key of its own, derived from
 * the group's and the random numbers of both sides: nothing that crossed one connection means anything on another.
 */
public final class LinkSealing {

    private final @Nullable Supplier<KeyRing> keys;
    private final CipherSuite suite;

    private LinkSealing(@Nullable Supplier<KeyRing> keys, CipherSuite suite) {
        this.keys = keys;
        this.suite = suite;
    }

    /** Which way a chunk goes. */
    enum Direction {
        REQUEST("ordercast log request"),
        ANSWER("ordercast log answer");

        private final String purpose;

        Direction(String purpose) {
            this.purpose = purpose;
        }
    }

    /**
     * Links are not sealed.
     *
     * @return no sealing
     */
    public static LinkSealing none() {
        return new LinkSealing(null, CipherSuite.AES_256_GCM);
    }

    /**
     * Links are sealed, and nobody without a key is listened to.
     *
     * @param suite the cipher, the same one in the whole group
     * @param keys gives the keys that the member has now; asked once for each connection, from any thread
     * @return the sealing
     */
    public static LinkSealing with(CipherSuite suite, Supplier<KeyRing> keys) {
        return new LinkSealing(keys, suite);
    }

    boolean isSealed() {
        return keys != null;
    }

    /** The key that this member seals with; null without sealing. */
    @Nullable
    GroupKey sealingKey() {
        return keys == null ? null : keys.get().sealing();
    }

    /** The key of an id; null if this member has none of that id. */
    @Nullable
    GroupKey find(int id) {
        return keys == null ? null : keys.get().find(id);
    }

    /** The seal of one direction of a connection, without a key that of none. */
    ChunkSeal seal(@Nullable GroupKey key, Direction direction, Hello client, Hello server) {
        RecordSeal seal = null;
        if (key != null) {
            byte[] connection = ByteBuffer.allocate(4 * Long.BYTES)
                    .putLong(client.randomHigh())
                    .putLong(client.randomLow())
                    .putLong(server.randomHigh())
                    .putLong(server.randomLow())
                    .array();
            seal = key.seal(direction.purpose, suite, client.group(), connection);
        }
        return new ChunkSeal(seal);
    }
}
