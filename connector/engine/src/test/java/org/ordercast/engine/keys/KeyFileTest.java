package org.ordercast.engine.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ordercast.engine.security.SealedDatagrams;

class KeyFileTest {

    private static final String FIRST = "1:" + KeyTextTest.text(1);
    private static final String SECOND = "2:" + KeyTextTest.text(2);

    @TempDir
    private Path directory;

    private Path path;
    private KeyFile file;
    private long modified = 1_700_000_000_000L;

    @BeforeEach
    void read() throws IOException {
        path = directory.resolve("keys");
        write(FIRST);
        file = KeyFile.at(path.toString());
        assertThat(file.read()).isEqualTo(SealedDatagrams.ring(1));
    }

    @Test
    void aFileThatDidNotChangeHasNothingNew() throws IOException {
        assertThat(file.readIfChanged()).isEmpty();
        write(FIRST + "\n");
        assertThat(file.readIfChanged()).as("the same keys, written again").isEmpty();
    }

    @Test
    void aFileThatChangedHasNewKeysOnce() throws IOException {
        write(FIRST + ", " + SECOND);

        assertThat(file.readIfChanged()).contains(SealedDatagrams.ring(1, 2));
        assertThat(file.readIfChanged()).isEmpty();
    }

    @Test
    void aBrokenFileIsSaidOnceAndAMendedOneRead() throws IOException {
        write(FIRST.substring(0, 20));
        assertThatIOException()
                .isThrownBy(file::readIfChanged)
                .withMessageStartingWith("groupKeyFile: '" + path + "'")
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain(FIRST.substring(2, 12)));
        assertThat(file.readIfChanged()).isEmpty();

        write(SECOND);
        assertThat(file.readIfChanged()).contains(SealedDatagrams.ring(2));
    }

    @Test
    void aMissingFileIsSaidOnceAndReadWhenItIsBack() throws IOException {
        Files.delete(path);
        assertThatIOException().isThrownBy(file::readIfChanged).withMessageContaining("it must be there, and readable");
        assertThat(file.readIfChanged()).isEmpty();

        write(SECOND);
        assertThat(file.readIfChanged()).contains(SealedDatagrams.ring(2));
        Files.delete(path);
        assertThatIOException().isThrownBy(file::readIfChanged);
    }

    @Test
    void whatIsNoTextIsSaid() throws IOException {
        Files.write(path, new byte[] {(byte) 0xff, (byte) 0xfe, 0});
        touch();

        assertThatIOException().isThrownBy(file::readIfChanged).withMessageContaining("is no text; id:base64");
    }

    private void write(String text) throws IOException {
        Files.writeString(path, text);
        touch();
    }

    private void touch() throws IOException {
        modified += 1_000;
        Files.setLastModifiedTime(path, FileTime.fromMillis(modified));
    }
}
