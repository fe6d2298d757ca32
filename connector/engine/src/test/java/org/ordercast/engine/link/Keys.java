package org.ordercast.engine.link;

import java.util.Arrays;
import java.util.List;
import org.ordercast.engine.security.CipherSuite;
import org.ordercast.engine.security.GroupKey;
import org.ordercast.engine.security.KeyRing;

/** Keys for tests. */
final class Keys {

    private Keys() {}

    /** A key whose secret is its id, again and again. */
    static GroupKey key(int id) {
        return key(id, id);
    }

    static GroupKey key(int id, int secret) {
        byte[] bytes = new byte[GroupKey.LENGTH];
        Arrays.fill(bytes, (byte) secret);
        return new GroupKey(id, bytes);
    }

    /** Links that are sealed with the first of some keys. */
    static LinkSealing sealing(GroupKey... keys) {
        KeyRing ring = new KeyRing(List.of(keys));
        return LinkSealing.with(CipherSuite.AES_256_GCM, () -> ring);
    }
}
