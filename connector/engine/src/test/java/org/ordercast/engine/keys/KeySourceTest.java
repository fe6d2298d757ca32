package org.ordercast.engine.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Arrays;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ordercast.engine.GroupSettings;
import org.ordercast.engine.GroupSettingsBuilder;
import org.ordercast.engine.security.SealedDatagrams;

class KeySourceTest {

    private static final String PASSWORD = "correct horse battery staple";

    @TempDir
    private Path directory;

    private Path store;

    @BeforeEach
    void makeStore() throws IOException, GeneralSecurityException {
        store = directory.resolve("keys.p12");
        KeyStore keys = KeyStore.getInstance("PKCS12");
        keys.load(null, null);
        KeyStore.ProtectionParameter protection = new KeyStore.PasswordProtection(PASSWORD.toCharArray());
        for (int secret : new int[] {1, 2}) {
            byte[] bytes = new byte[32];
            Arrays.fill(bytes, (byte) secret);
            keys.setEntry("secret" + secret, new KeyStore.SecretKeyEntry(new SecretKeySpec(bytes, "AES")), protection);
        }
        keys.setEntry("short", new KeyStore.SecretKeyEntry(new SecretKeySpec(new byte[16], "AES")), protection);
        try (OutputStream out = Files.newOutputStream(store)) {
            keys.store(out, PASSWORD.toCharArray());
        }
    }

    @Test
    void withoutASourceThereIsNoKey() throws IOException {
        assertThat(KeySource.open(GroupSettings.builder().build()).keys()).isEmpty();
    }

    @Test
    void aTextAndAFileGiveTheirKeysAndAFileCanBeWatched() throws IOException {
        String text = "2:" + KeyTextTest.text(2) + ",1:" + KeyTextTest.text(1);
        Path file = Files.writeString(directory.resolve("keys"), text);

        KeySource fromText =
                KeySource.open(GroupSettings.builder().groupKey(text).build());
        KeySource fromFile = KeySource.open(
                GroupSettings.builder().groupKeyFile(file.toString()).build());

        assertThat(fromText.keys()).contains(SealedDatagrams.ring(2, 1));
        assertThat(fromText.file()).isEmpty();
        assertThat(fromFile.keys()).contains(SealedDatagrams.ring(2, 1));
        assertThat(fromFile.file()).isPresent();
    }

    @Test
    void aMissingFileIsSaidWithItsPath() {
        GroupSettings settings =
                GroupSettings.builder().groupKeyFile("/no/such/file").build();

        assertThatIOException()
                .isThrownBy(() -> KeySource.open(settings))
                .withMessageStartingWith("groupKeyFile: '/no/such/file' cannot be read");
    }

    @Test
    void aKeyStoresKeysHaveTheIdsOfTheirPlacesOrThoseGiven() throws IOException {
        assertThat(KeySource.open(store("secret1, secret2").build()).keys()).contains(SealedDatagrams.ring(1, 2));
        assertThat(KeySource.open(store("secret2=2,secret1=1").build()).keys()).contains(SealedDatagrams.ring(2, 1));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "none | there is no secret key under alias 'none'",
                "short | the key of alias 'short' has 16 bytes",
                "secret1=0 | 'secret1=0' is not allowed",
                "secret1,secret2=1 | the ids 1, 1 are not allowed"
            })
    void aWrongAliasIsSaid(String alias, String said) {
        GroupSettings settings = store(alias).build();

        assertThatIOException()
                .isThrownBy(() -> KeySource.open(settings))
                .withMessageStartingWith("keyAlias: '" + alias + "': ")
                .withMessageContaining(said)
                .satisfies(e -> assertThat(e.toString()).doesNotContain(PASSWORD));
    }

    @Test
    void aWrongPasswordOrTypeOrFileIsSaidAndThePasswordIsNot() {
        for (GroupSettings settings : new GroupSettings[] {
            store("secret1").keyStorePassword("Tr0ub4dor&3").build(),
            store("secret1").keyStoreType("NOSUCH").build(),
            store("secret1").keyStore("/no/such/store").build()
        }) {
            assertThatIOException()
                    .isThrownBy(() -> KeySource.open(settings))
                    .withMessageStartingWith("keyStore: '" + settings.keyStore() + "' cannot be opened")
                    .satisfies(e -> assertThat(e.toString()).doesNotContain(PASSWORD, "Tr0ub4dor"));
        }
    }

    private GroupSettingsBuilder store(String alias) {
        return GroupSettings.builder()
                .keyStore(store.toString())
                .keyStorePassword(PASSWORD)
                .keyAlias(alias);
    }
}
