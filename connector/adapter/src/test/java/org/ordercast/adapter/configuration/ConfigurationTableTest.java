package org.ordercast.adapter.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ConfigurationTableTest {

    private static final Path README = Path.of("../../README.md");
    private static final Path WRITTEN = Path.of("target/configuration-table.md");

    @Test
    void theReadmeDocumentsEveryPropertyAsTheCodeDeclaresIt() throws IOException {
        String expected = ConfigurationTable.markdown();
        Files.writeString(WRITTEN, expected);
        assumeTrue(Files.exists(README), "there is a README");
        String readme = Files.readString(README);
        int begin = readme.indexOf(ConfigurationTable.BEGIN);
        int end = readme.indexOf(ConfigurationTable.END);
        assumeTrue(begin >= 0 && end > begin, "the README has the table's markers");

        assertThat(readme.substring(begin + ConfigurationTable.BEGIN.length(), end)
                        .strip())
                .as("the README's configuration table; copy %s between its markers", WRITTEN)
                .isEqualTo(expected.strip());
    }
}
