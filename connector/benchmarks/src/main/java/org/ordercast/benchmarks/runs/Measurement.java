package org.ordercast.benchmarks.runs;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.HdrHistogram.Histogram;
import org.ordercast.benchmarks.contenders.Contender;

/**
 * What one run gave. Without a figure that can be trusted, if it failed.
 *
 * @param contender which system
 * @param load what was sent
 * @param round the number of the round that the run belongs to
 * @param failure why it failed
 * @param rate messages a second at the slowest member
 * @param cpuPerMillion seconds of processor time for a million messages, all processes together
 * @param sequencerCpuPerMillion the part of it that member 0 took
 * @param wireBytesPerMessage bytes on the loopback interface for a message
 * @param allocatedPerMessage bytes allocated for a message, all processes together, what makes and checks messages included
 * @param peakMemory the most memory that the processes had, in bytes, all together
 * @param latencyAtPublisher nanoseconds until a message was back at its publisher; empty without a fixed rate
 * @param latencyAtOthers nanoseconds until a message was at the other members; empty without a fixed rate
 * @param remarks what the members' systems counted
 */
public record Measurement(
        Contender contender,
        Load load,
        int round,
        Optional<String> failure,
        double rate,
        double cpuPerMillion,
        double sequencerCpuPerMillion,
        double wireBytesPerMessage,
        double allocatedPerMessage,
        long peakMemory,
        Histogram latencyAtPublisher,
        Histogram latencyAtOthers,
        String remarks) {

    static Measurement failed(Contender contender, Load load, int round, String reason) {
        Latencies none = new Latencies();
        return new Measurement(
                contender, load, round, Optional.of(reason), 0, 0, 0, 0, 0, 0, none.atPublisher(), none.atOthers(), "");
    }

    /** Puts together what the members say. Members count over slightly different moments: each by what it had received itself. */
    static Measurement of(Contender contender, Load load, int round, List<MemberResult> results, long wireBytes) {
        MemberResult slowest = results.stream()
                .min((one, other) -> Double.compare(one.rate(), other.rate()))
                .orElseThrow();
        if (slowest.messages() == 0) {
            return failed(contender, load, round, "a member received nothing in the measured part");
        }
        double messages = slowest.messages();
        Latencies latencies = new Latencies();
        results.forEach(result -> latencies.add(result.latencies()));
        return new Measurement(
                contender,
                load,
                round,
                Optional.empty(),
                slowest.rate(),
                results.stream().mapToLong(MemberResult::cpu).sum() / 1e3 / messages,
                results.get(0).cpu() / 1e3 / messages,
                wireBytes / messages,
                results.stream().mapToLong(MemberResult::allocated).sum() / messages,
                results.stream().mapToLong(MemberResult::peakMemory).sum(),
                latencies.atPublisher(),
                latencies.atOthers(),
                results.stream()
                        .map(MemberResult::remarks)
                        .filter(remarks -> !remarks.isEmpty())
                        .collect(Collectors.joining(" ")));
    }

    /**
     * The measurement as a line of JSON.
     *
     * @return an object
     */
    public String json() {
        String begin = String.format(
                Locale.ROOT,
                "{\"system\":\"%s\",\"round\":%d,\"payload\":%d,\"members\":%d,\"publishers\":%d,\"frames\":\"%s\","
                        + "\"targetRate\":%d,\"inFlight\":%d,\"loss\":%s",
                contender,
                round,
                load.payload(),
                load.members(),
                load.publishers(),
                load.frames().name().toLowerCase(Locale.ROOT),
                load.rate(),
                load.inFlight(),
                load.loss());
        return begin + failure.map(reason -> ",\"failure\":" + quoted(reason)).orElseGet(this::figures) + "}";
    }

    private String figures() {
        String figures = String.format(
                Locale.ROOT,
                ",\"rate\":%.0f,\"cpuSecondsPerMillion\":%.3f,\"sequencerCpuSecondsPerMillion\":%.3f,"
                        + "\"wireBytesPerMessage\":%.0f,\"allocatedBytesPerMessage\":%.0f,\"peakMemoryBytes\":%d",
                rate,
                cpuPerMillion,
                sequencerCpuPerMillion,
                wireBytesPerMessage,
                allocatedPerMessage,
                peakMemory);
        return figures
                + percentiles("latencyAtPublisherMicros", latencyAtPublisher)
                + percentiles("latencyAtOthersMicros", latencyAtOthers)
                + ",\"remarks\":"
                + quoted(remarks);
    }

    private static String percentiles(String name, Histogram histogram) {
        if (histogram.getTotalCount() == 0) {
            return "";
        }
        return String.format(
                Locale.ROOT,
                ",\"%s\":{\"count\":%d,\"p50\":%.1f,\"p90\":%.1f,\"p99\":%.1f,\"p99.9\":%.1f,\"max\":%.1f}",
                name,
                histogram.getTotalCount(),
                histogram.getValueAtPercentile(50) / 1e3,
                histogram.getValueAtPercentile(90) / 1e3,
                histogram.getValueAtPercentile(99) / 1e3,
                histogram.getValueAtPercentile(99.9) / 1e3,
                histogram.getMaxValue() / 1e3);
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"").replaceAll("\\p{Cntrl}", " ") + '"';
    }
}
