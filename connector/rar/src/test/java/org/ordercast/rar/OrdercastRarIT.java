package org.ordercast.rar;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.jboss.jca.validator.Validation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OrdercastRarIT {

    private static final Path RAR = Path.of(System.getProperty("ordercast.rar"));

    @Test
    void keepsTheRulesOfTheConnectorsSpecification(@TempDir Path directory) throws IOException {
        Path reports = directory.resolve("reports");
        Thread thread = Thread.currentThread();
        ClassLoader loaderBefore = thread.getContextClassLoader();
        // The validator unpacks to one and the same place below it, which other builds on this machine may use too.
        String temporaryBefore = System.setProperty("java.io.tmpdir", directory.toString());
        int result;
        try {
            result = Validation.validate(RAR.toUri().toURL(), reports.toString(), new String[0]);
        } finally {
            System.setProperty("java.io.tmpdir", temporaryBefore);
            thread.setContextClassLoader(loaderBefore);
        }

        assertThat(report(reports)).as("the validator's report").isEmpty();
        assertThat(result).as("the validator's return code").isZero();
    }

    /** No ra.xml: the annotations say all that it would, and to read it would cost a server a third of a second. */
    @Test
    void holdsTheThreeJarsWhatTheNativeTransportNeedsAndWildFlysDescriptor() throws IOException {
        try (ZipFile rar = new ZipFile(RAR.toFile())) {
            List<String> files = rar.stream()
                    .filter(entry -> !entry.isDirectory())
                    .map(ZipEntry::getName)
                    .map(name -> name.replaceAll("-\\d.*?(?=-linux|\\.jar$)", ""))
                    .filter(name -> !name.startsWith("META-INF/maven/"))
                    .toList();

            assertThat(files)
                    .containsExactlyInAnyOrder(
                            "META-INF/MANIFEST.MF",
                            "META-INF/ironjacamar.xml",
                            "ordercast-api.jar",
                            "ordercast-engine.jar",
                            "ordercast-adapter.jar",
                            "netty-buffer.jar",
                            "netty-common.jar",
                            "netty-transport.jar",
                            "netty-transport-classes-epoll.jar",
                            "netty-transport-native-epoll-linux-aarch_64.jar",
                            "netty-transport-native-epoll-linux-x86_64.jar",
                            "netty-transport-native-unix-common.jar");
        }
    }

    private static String report(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            return "";
        }
        try (var files = Files.walk(directory)) {
            StringBuilder report = new StringBuilder();
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                report.append(Files.readString(file));
            }
            return report.toString();
        }
    }
}
