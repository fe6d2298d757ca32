package org.ordercast.engine.keys;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.ordercast.engine.GroupSettings;
import org.ordercast.engine.Secret;
import org.ordercast.engine.security.KeyRing;

/** The keys that a member starts with, and the file that brings it others, if its settings name one. */
public final class KeySource {

    private final @Nullable KeyRing keys;
    private final @Nullable KeyFile file;

    private KeySource(@Nullable KeyRing keys, @Nullable KeyFile file) {
        this.keys = keys;
        this.file = file;
    }

    /**
     * Checks what settings say of keys, as far as it can be checked without reading anything.
     *
     * @param groupKey as the settings have it
     * @param groupKeyFile as the settings have it
     * @param keyStore as the settings have it
     * @param keyStorePassword as the settings have it
     * @param keyAlias as the settings have it
     * @throws IllegalArgumentException if something is not allowed; the message names the setting and shows no secret
     */
    public static void check(
            Secret groupKey, String groupKeyFile, String keyStore, Secret keyStorePassword, String keyAlias) {
        List<String> sources = new ArrayList<>();
        addIf(groupKey.isSet(), "groupKey", sources);
        addIf(!groupKeyFile.isEmpty(), "groupKeyFile", sources);
        addIf(!keyStore.isEmpty(), "keyStore", sources);
        if (sources.size() > 1) {
            throw new IllegalArgumentException(
                    String.join(" and ", sources) + ": to set all of them is not allowed; one source of keys");
        }
        if (groupKey.isSet()) {
            KeyText.parse("groupKey", groupKey.value());
        }
        if (keyStore.isEmpty() && !keyAlias.isEmpty()) {
            throw new IllegalArgumentException(
                    "keyAlias: '" + keyAlias + "' is not allowed; empty, for there is no keyStore");
        }
        if (keyStore.isEmpty() && keyStorePassword.isSet()) {
            throw new IllegalArgumentException(
                    "keyStorePassword: a password is not allowed; none, for there is no keyStore");
        }
        if (!keyStore.isEmpty() && keyAlias.isBlank()) {
            throw new IllegalArgumentException(
                    "keyAlias: '" + keyAlias + "' is not allowed; the alias of at least one key in the keyStore");
        }
    }

    /**
     * Reads the keys from where the settings say.
     *
     * @param settings the settings
     * @return the keys, or none if the settings name no source
     * @throws IOException if they cannot be read; the message names the setting and what to do, and shows no secret
     */
    public static KeySource open(GroupSettings settings) throws IOException {
        if (settings.groupKey().isSet()) {
            return new KeySource(KeyText.parse("groupKey", settings.groupKey().value()), null);
        }
        if (!settings.groupKeyFile().isEmpty()) {
            KeyFile file = KeyFile.at(settings.groupKeyFile());
            return new KeySource(file.read(), file);
        }
        if (!settings.keyStore().isEmpty()) {
            return new KeySource(new KeyStoreKeys(settings).read(), null);
        }
        return new KeySource(null, null);
    }

    /**
     * The keys to start with.
     *
     * @return the keys, or empty if the group has none
     */
    public Optional<KeyRing> keys() {
        return Optional.ofNullable(keys);
    }

    /**
     * The file to watch for others.
     *
     * @return the file, or empty if keys do not come from one
     */
    public Optional<KeyFile> file() {
        return Optional.ofNullable(file);
    }

    private static void addIf(boolean isSet, String setting, List<String> settings) {
        if (isSet) {
            settings.add(setting);
        }
    }
}
