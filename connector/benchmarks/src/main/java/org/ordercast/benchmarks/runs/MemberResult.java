package org.ordercast.benchmarks.runs;

import java.util.List;

/**
 * What one member has to say of a run.
 *
 * @param rate messages received a second over the measured part
 * @param messages messages received in it
 * @param cpu nanoseconds of processor time that its process took in it
 * @param allocated bytes that its process allocated in it
 * @param peakMemory the most memory that its process had, in bytes
 * @param digest of the order that it received
 * @param remarks what the system counted
 * @param latencies how long messages took, if they were sent at a fixed rate
 */
record MemberResult(
        double rate,
        long messages,
        long cpu,
        long allocated,
        long peakMemory,
        String digest,
        String remarks,
        Latencies latencies) {

    private static final String NO_REMARKS = "-";

    static MemberResult of(
            Usage before, Usage after, long peakMemory, long digest, String remarks, Latencies latencies) {
        long messages = after.messages() - before.messages();
        return new MemberResult(
                messages * 1e9 / (after.time() - before.time()),
                messages,
                after.cpu() - before.cpu(),
                after.allocated() - before.allocated(),
                peakMemory,
                Long.toHexString(digest),
                remarks,
                latencies);
    }

    /** As a line of words. */
    String encode() {
        return String.join(
                " ",
                Double.toString(rate),
                Long.toString(messages),
                Long.toString(cpu),
                Long.toString(allocated),
                Long.toString(peakMemory),
                digest,
                remarks.isEmpty() ? NO_REMARKS : remarks,
                latencies.encode());
    }

    /** What {@link #encode} wrote. */
    static MemberResult decode(String line) {
        List<String> words = List.of(line.split(" ", -1));
        return new MemberResult(
                Double.parseDouble(words.get(0)),
                Long.parseLong(words.get(1)),
                Long.parseLong(words.get(2)),
                Long.parseLong(words.get(3)),
                Long.parseLong(words.get(4)),
                words.get(5),
                words.get(6).equals(NO_REMARKS) ? "" : words.get(6),
                Latencies.decode(words.get(7)));
    }
}
