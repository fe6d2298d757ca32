package org.ordercast.adapter.configuration;

import jakarta.resource.spi.ConfigProperty;
import jakarta.validation.constraints.NotNull;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.ordercast.engine.GroupSettings;
import org.ordercast.engine.GroupSettingsBuilder;

/**
 * What the group's datagrams are sealed with, and whether they may go unsealed. Each property has the name and the
 * meaning that it has in {@link GroupSettings}; at most one of the three sources of keys may be set. No violation and no
 * exception shows a key or a password.
 */
public abstract class SecurityConfiguration extends NetworkConfiguration {

    private static final String KEY = "\\s*(\\d{1,3}\\s*:\\s*)?[A-Za-z0-9+/]{43}=?\\s*";
    private static final String KEYS = "(" + KEY + "(," + KEY + ")*)?";

    @ConfigProperty(
            type = String.class,
            defaultValue = "",
            confidential = true,
            description =
                    "The group's keys, of 32 random bytes each: 'id:base64', commas between several; the first seals, "
                            + "all open. A key alone may go without its id. Empty: see groupKeyFile and keyStore; without any, "
                            + "nothing is sealed.")
    @AllowedText(
            property = "groupKey",
            max = 16_384,
            form = KEYS,
            message = "{property}: what is set is not allowed; {allowed}",
            allowed = "empty, or id:base64 of 32 bytes with an id from 1 to 255, commas between several")
    private String groupKey = "";

    @ConfigProperty(
            type = String.class,
            defaultValue = "",
            description = "File that holds the keys as groupKey would, read again when it changes. Empty: none.")
    @AllowedText(property = "groupKeyFile", max = 4_096, allowed = "empty, or the path of a file")
    private String groupKeyFile = GroupSettings.DEFAULT_GROUP_KEY_FILE;

    @ConfigProperty(
            type = String.class,
            defaultValue = "",
            description = "File of a key store that holds the keys, read at the start. Empty: none.")
    @AllowedText(property = "keyStore", max = 4_096, allowed = "empty, or the path of a key store")
    private String keyStore = GroupSettings.DEFAULT_KEY_STORE;

    @ConfigProperty(type = String.class, defaultValue = "PKCS12", description = "Type of the key store.")
    @AllowedText(property = "keyStoreType", min = 1, allowed = "a type of key stores, such as PKCS12")
    private String keyStoreType = GroupSettings.DEFAULT_KEY_STORE_TYPE;

    @ConfigProperty(
            type = String.class,
            defaultValue = "",
            confidential = true,
            description = "Password of the key store and of its keys.")
    @AllowedText(
            property = "keyStorePassword",
            max = 4_096,
            message = "{property}: what is set is not allowed; {allowed}",
            allowed = "at most 4096 characters")
    private String keyStorePassword = "";

    @ConfigProperty(
            type = String.class,
            defaultValue = "",
            description =
                    "Aliases of the keys in the key store, commas between several; the first seals. A key's id is its "
                            + "place, or given as 'alias=id'.")
    @AllowedText(property = "keyAlias", max = 4_096, allowed = "empty, or alias or alias=id, commas between several")
    private String keyAlias = GroupSettings.DEFAULT_KEY_ALIAS;

    @ConfigProperty(
            type = String.class,
            defaultValue = "AES-256-GCM",
            description =
                    "What seals, the same in the whole group: 'AES-256-GCM', or 'ChaCha20-Poly1305' where the processor "
                            + "has no instructions for AES.")
    @AllowedText(
            property = "cipher",
            form = "AES-256-GCM|ChaCha20-Poly1305",
            allowed = "AES-256-GCM or ChaCha20-Poly1305")
    private String cipher = GroupSettings.DEFAULT_CIPHER;

    @ConfigProperty(
            type = Boolean.class,
            defaultValue = "false",
            description =
                    "Whether a group without a key may use an interface that is not loopback: anybody on its network can "
                            + "then read and forge messages.")
    @NotNull(message = "allowUnsealed: ${validatedValue} is not allowed; true or false")
    private Boolean allowUnsealed = GroupSettings.DEFAULT_ALLOW_UNSEALED;

    /** Creates the configuration with every property at its default. */
    protected SecurityConfiguration() {}

    @Override
    protected List<Object> values() {
        List<Object> values = new ArrayList<>(super.values());
        values.addAll(Arrays.asList(
                groupKey, groupKeyFile, keyStore, keyStoreType, keyStorePassword, keyAlias, cipher, allowUnsealed));
        return values;
    }

    @Override
    GroupSettingsBuilder settingsBuilder() {
        return super.settingsBuilder()
                .groupKey(groupKey)
                .groupKeyFile(groupKeyFile)
                .keyStore(keyStore)
                .keyStoreType(keyStoreType)
                .keyStorePassword(keyStorePassword)
                .keyAlias(keyAlias)
                .cipher(cipher)
                .allowUnsealed(allowUnsealed);
    }

    /**
     * The group's keys, as a text.
     *
     * @return the value
     */
    public String getGroupKey() {
        return groupKey;
    }

    /**
     * Sets {@link #getGroupKey()}.
     *
     * @param groupKey the value
     */
    public void setGroupKey(String groupKey) {
        this.groupKey = groupKey;
    }

    /**
     * The file that holds the group's keys.
     *
     * @return the value
     */
    public String getGroupKeyFile() {
        return groupKeyFile;
    }

    /**
     * Sets {@link #getGroupKeyFile()}.
     *
     * @param groupKeyFile the value
     */
    public void setGroupKeyFile(String groupKeyFile) {
        this.groupKeyFile = groupKeyFile;
    }

    /**
     * The key store's file.
     *
     * @return the value
     */
    public String getKeyStore() {
        return keyStore;
    }

    /**
     * Sets {@link #getKeyStore()}.
     *
     * @param keyStore the value
     */
    public void setKeyStore(String keyStore) {
        this.keyStore = keyStore;
    }

    /**
     * The key store's type.
     *
     * @return the value
     */
    public String getKeyStoreType() {
        return keyStoreType;
    }

    /**
     * Sets {@link #getKeyStoreType()}.
     *
     * @param keyStoreType the value
     */
    public void setKeyStoreType(String keyStoreType) {
        this.keyStoreType = keyStoreType;
    }

    /**
     * The password of the key store and of its keys.
     *
     * @return the value
     */
    public String getKeyStorePassword() {
        return keyStorePassword;
    }

    /**
     * Sets {@link #getKeyStorePassword()}.
     *
     * @param keyStorePassword the value
     */
    public void setKeyStorePassword(String keyStorePassword) {
        this.keyStorePassword = keyStorePassword;
    }

    /**
     * The aliases of the keys in the key store.
     *
     * @return the value
     */
    public String getKeyAlias() {
        return keyAlias;
    }

    /**
     * Sets {@link #getKeyAlias()}.
     *
     * @param keyAlias the value
     */
    public void setKeyAlias(String keyAlias) {
        this.keyAlias = keyAlias;
    }

    /**
     * What seals.
     *
     * @return the value
     */
    public String getCipher() {
        return cipher;
    }

    /**
     * Sets {@link #getCipher()}.
     *
     * @param cipher the value
     */
    public void setCipher(String cipher) {
        this.cipher = cipher;
    }

    /**
     * Whether a group without a key may use an interface that is not loopback.
     *
     * @return the value
     */
    public Boolean getAllowUnsealed() {
        return allowUnsealed;
    }

    /**
     * Sets {@link #getAllowUnsealed()}.
     *
     * @param allowUnsealed the value
     */
    public void setAllowUnsealed(Boolean allowUnsealed) {
        this.allowUnsealed = allowUnsealed;
    }
}
