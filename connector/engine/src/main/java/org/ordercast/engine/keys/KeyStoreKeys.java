package org.ordercast.engine.keys;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.ordercast.engine.GroupSettings;
import org.ordercast.engine.security.GroupKey;
import org.ordercast.engine.security.KeyRing;

/**
 * Reads keys from a key store: secret keys under the aliases that are asked for, the first of which seals. A key's id is
 * its alias's place in the list, or what stands behind the alias, as in {@code alias=id}.
 */
final class KeyStoreKeys {

    private final GroupSettings settings;

    KeyStoreKeys(GroupSettings settings) {
        this.settings = settings;
    }

    /** Reads the keys; a message names the setting, and shows neither the password nor a key. */
    KeyRing read() throws IOException {
        char[] password = settings.keyStorePassword().value().toCharArray();
        try {
            KeyStore store = open(password);
            List<GroupKey> keys = new ArrayList<>();
            String[] entries = settings.keyAlias().split(",", -1);
            for (int i = 0; i < entries.length; i++) {
                keys.add(key(store, entries[i].strip(), i + 1, password));
            }
            return new KeyRing(keys);
        } catch (IllegalArgumentException e) {
            throw new IOException("keyAlias: '" + settings.keyAlias() + "': " + e.getMessage(), e);
        } finally {
            Arrays.fill(password, '\0');
        }
    }

    private KeyStore open(char[] password) throws IOException {
        try (InputStream in = Files.newInputStream(Path.of(settings.keyStore()))) {
            KeyStore store = KeyStore.getInstance(settings.keyStoreType());
            store.load(in, password);
            return store;
        } catch (IOException | GeneralSecurityException | InvalidPathException e) {
            throw new IOException(
                    "keyStore: '" + settings.keyStore() + "' cannot be opened (" + e
                            + "); it must be a readable key store of the type in keyStoreType, which is '"
                            + settings.keyStoreType() + "', with the password in keyStorePassword",
                    e);
        }
    }

    private GroupKey key(KeyStore store, String entry, int place, char[] password) throws IOException {
        int equals = entry.lastIndexOf('=');
        String alias = equals < 0 ? entry : entry.substring(0, equals).strip();
        int id = equals < 0
                ? place
                : KeyText.id(entry.substring(equals + 1).strip())
                        .orElseThrow(() -> new IllegalArgumentException("'" + entry
                                + "' is not allowed; alias, or alias=id with an id from 1 to " + GroupKey.MAX_ID));
        byte[] secret = secret(store, alias, password);
        if (secret.length != GroupKey.LENGTH) {
            throw new IllegalArgumentException("the key of alias '" + alias + "' has " + secret.length
                    + " bytes, which is not allowed; " + GroupKey.LENGTH + " bytes (256 bits)");
        }
        GroupKey key = new GroupKey(id, secret);
        Arrays.fill(secret, (byte) 0);
        return key;
    }

    private byte[] secret(KeyStore store, String alias, char[] password) throws IOException {
        KeyStore.Entry entry;
        try {
            entry = store.getEntry(alias, new KeyStore.PasswordProtection(password));
        } catch (GeneralSecurityException | UnsupportedOperationException e) {
            throw new IOException(
                    "keyAlias: '" + alias + "' cannot be read from keyStore '" + settings.keyStore() + "' (" + e
                            + "); it must be a secret key with the store's own password",
                    e);
        }
        byte[] secret = entry instanceof KeyStore.SecretKeyEntry secretEntry
                ? secretEntry.getSecretKey().getEncoded()
                : null;
        if (secret == null) {
            throw new IllegalArgumentException("there is no secret key under alias '" + alias + "' in keyStore '"
                    + settings.keyStore() + "'; create one with: keytool -genseckey -keyalg AES -keysize 256");
        }
        return secret;
    }
}
