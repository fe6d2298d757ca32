package org.ordercast.adapter.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServerDirectoryTest {

    @ParameterizedTest
    @CsvSource({
        "jboss.server.data.dir, /wildfly/data, /wildfly/data/ordercast",
        "com.sun.aas.instanceRoot, /payara/domains/d, /payara/domains/d/ordercast",
        "server.output.dir, /liberty/out, /liberty/out/workarea/ordercast",
        "catalina.base, /tomee, /tomee/data/ordercast"
    })
    void eachServerHasAPlaceForData(String property, String value, String directory) {
        assertThat(ServerDirectory.find(Map.of(property, value)::get)).contains(Path.of(directory));
    }

    @Test
    void aTemporaryDirectoryIsNone() {
        Map<String, String> micro =
                Map.of("com.sun.aas.instanceRoot", "/tmp/payaramicro-rt1", "java.io.tmpdir", "/tmp");

        assertThat(ServerDirectory.find(micro::get)).isEmpty();
    }

    @Test
    void outsideAServerThereIsNone() {
        assertThat(ServerDirectory.find(name -> null)).isEmpty();
    }
}
