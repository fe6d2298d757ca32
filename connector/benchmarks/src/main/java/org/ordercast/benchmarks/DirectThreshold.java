package org.ordercast.benchmarks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/**
 * Each load twice: once with all frames through the sequencer, once with all sent directly to the group. Saturating, where
 * frames are full; and with one message of each publisher on its way at once, where each frame is as long as its message. So
 * it shows from which length on direct publishing pays.
 */
public final class DirectThreshold {

    private static final int ETHERNET_DATAGRAM = 1_472;

    private DirectThreshold() {}

    /**
     * Runs every load.
     *
     * @param arguments how many times each load is run, 5 where it is not given
     * @throws IOException if a member cannot be started, or fails
     * @throws InterruptedException if the run is interrupted
     */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        int runs = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 5;
        List<Load> loads = loads();
        List<List<Measurement>> through = lists(loads);
        List<List<Measurement>> direct = lists(loads);
        for (int run = 0; run < runs; run++) {
            for (int i = 0; i < loads.size(); i++) {
                through.get(i).add(measure(loads.get(i).withDirectThreshold(Integer.MAX_VALUE)));
                direct.get(i).add(measure(loads.get(i).withDirectThreshold(0)));
            }
        }
        System.out.println();
        System.out.println(
                "| payload | publishers | datagram | at once | through the sequencer | direct | ratio | CPU ratio |");
        System.out.println("| --- | --- | --- | --- | --- | --- | --- | --- |");
        for (int i = 0; i < loads.size(); i++) {
            printRow(loads.get(i), through.get(i), direct.get(i));
        }
    }

    private static List<Load> loads() {
        List<Load> loads = new ArrayList<>();
        for (int maxDatagramSize : new int[] {0, ETHERNET_DATAGRAM}) {
            for (int publishers : new int[] {1, 2}) {
                loads.add(Load.saturating(1_000, publishers, 500_000 / publishers, maxDatagramSize));
                loads.add(Load.saturating(10_240, publishers, 100_000 / publishers, maxDatagramSize));
            }
        }
        for (int payload : new int[] {100, 400, 1_000, 4_000, 16_000, 60_000}) {
            for (int publishers : new int[] {1, 2}) {
                loads.add(Load.saturating(payload, publishers, 20_000 / publishers, 0)
                        .withInFlight(1));
            }
        }
        return loads;
    }

    private static List<List<Measurement>> lists(List<Load> loads) {
        List<List<Measurement>> lists = new ArrayList<>();
        loads.forEach(load -> lists.add(new ArrayList<>()));
        return lists;
    }

    private static Measurement measure(Load load) throws IOException, InterruptedException {
        Measurement measurement = new Run(load).measure();
        System.out.println(measurement.json());
        return measurement;
    }

    private static void printRow(Load load, List<Measurement> through, List<Measurement> direct) {
        double before = median(through, Measurement::rate);
        double after = median(direct, Measurement::rate);
        System.out.println(String.format(
                Locale.ROOT,
                "| %,d B | %d | %s | %s | %,.0f | %,.0f | %.2f | %.2f |",
                load.payload(),
                load.publishers(),
                load.maxDatagramSize() == 0 ? "loopback's" : load.maxDatagramSize() + " B",
                load.inFlight() == 0 ? "all" : load.inFlight(),
                before,
                after,
                after / before,
                median(direct, Measurement::cpuPerMillion) / median(through, Measurement::cpuPerMillion)));
    }

    private static double median(List<Measurement> runs, Function<Measurement, Double> figure) {
        List<Double> sorted = runs.stream().map(figure).sorted().toList();
        return sorted.get(sorted.size() / 2);
    }
}
