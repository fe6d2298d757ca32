package org.ordercast.benchmarks.plots;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ordercast.benchmarks.contenders.Contender;
import org.ordercast.benchmarks.runs.Load;
import org.ordercast.benchmarks.runs.Measurement;
import org.ordercast.benchmarks.systems.Frames;

class PlotsTest {

    private static final Load SATURATING = Load.saturating(100, 1, Frames.LOOPBACK);
    private static final Load PACED =
            Load.saturating(1024, 3, Frames.ETHERNET).withRate(500).withLoss(0.05);

    @TempDir
    private Path directory;

    @Test
    void eachLoadHasAPictureThatIsNamedAfterIt() throws IOException {
        draw(run("ordercast", SATURATING, 2_000), run("jgroups", SATURATING, 1_000), run("ordercast", PACED, 500));

        assertThat(pictures())
                .containsExactlyInAnyOrder(
                        "throughput-100b-1of3-loopback.svg", "latency-1024b-3of3-ethernet-500ps-loss5.svg");
    }

    @Test
    void aPictureNamesEachSystemWithTheMedianOfItsRuns() throws IOException {
        draw(
                run("ordercast", SATURATING, 2_000),
                run("ordercast", SATURATING, 9_000),
                run("ordercast", SATURATING, 4_000));

        assertThat(picture("throughput-100b-1of3-loopback.svg")).contains(">ordercast<", ">4,000<");
    }

    @Test
    void aFailedRunIsSaidAndInNoFigure() throws IOException {
        draw(run("ordercast", SATURATING, 2_000), failed("jgroups", SATURATING), run("jgroups", SATURATING, 1_000));

        assertThat(picture("throughput-100b-1of3-loopback.svg")).contains(">1 of 2 runs failed<", ">1,000<");
    }

    @Test
    void latenciesAreSaidInTheUnitThatSuitsThem() throws IOException {
        draw(run("ordercast", PACED, 500));

        assertThat(picture("latency-1024b-3of3-ethernet-500ps-loss5.svg")).contains("ordercast, p99 2 ms");
    }

    @Test
    void aPictureIsDrawnThoughEveryRunFailed() throws IOException {
        draw(failed("jgroups", SATURATING), failed("jgroups", PACED));

        assertThat(pictures()).hasSize(2);
    }

    @Test
    void pagesFindThePictures() throws IOException {
        assertThat(draw(run("ordercast", SATURATING, 2_000)).links("plots"))
                .containsExactly(
                        "",
                        "![100 B, 1 of 3 publish, loopback's frames, saturating](plots/throughput-100b-1of3-loopback.svg)");
    }

    private Plots draw(Measurement... measurements) throws IOException {
        Path runs = directory.resolve("runs.jsonl");
        Files.write(runs, Stream.of(measurements).map(Measurement::json).toList());
        Plots plots = Plots.of(runs);
        plots.writeTo(directory.resolve("plots"));
        for (String name : pictures()) {
            assertThat(picture(name)).satisfies(PlotsTest::parse);
        }
        return plots;
    }

    private static void parse(String xml) throws Exception {
        DocumentBuilderFactory.newDefaultInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)));
    }

    private List<String> pictures() throws IOException {
        try (Stream<Path> files = Files.list(directory.resolve("plots"))) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    private String picture(String name) throws IOException {
        return Files.readString(directory.resolve("plots").resolve(name));
    }

    private static Measurement run(String system, Load load, double rate) {
        Histogram latency = new Histogram(3);
        if (load.rate() > 0) {
            latency.recordValue(2_000_000);
        }
        return measurement(system, load, Optional.empty(), rate, latency);
    }

    private static Measurement failed(String system, Load load) {
        return measurement(system, load, Optional.of("<stood> & still"), 0, new Histogram(3));
    }

    private static Measurement measurement(
            String system, Load load, Optional<String> failure, double rate, Histogram latency) {
        return new Measurement(Contender.of(system), load, 1, failure, rate, 1, 1, 1, 1, 1, latency, latency, "");
    }
}
