package org.ordercast.benchmarks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.ordercast.engine.Durability;
import org.ordercast.engine.StorageSettings;

/**
 * Messages a second through a group of three members in three processes, at the slowest member: 100 B, 1 KiB and 10 KiB,
 * from one publisher and from three, in frames of the loopback interface's size and of Ethernet's. The loads take turns,
 * so that a change of the machine's mood meets all of them. Prints a line of JSON for each run, then a table of medians.
 */
public final class Throughput {

    private static final int ETHERNET_DATAGRAM = 1_472;

    private Throughput() {}

    /**
     * Runs every load.
     *
     * @param arguments how many times each load is run, 5 where it is not given; and the durabilities: memory, os
     *     or disk, several with commas between them, os where none is given
     * @throws IOException if a member cannot be started, or fails
     * @throws InterruptedException if the run is interrupted
     */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        int runs = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 5;
        List<Load> loads = loads(arguments.length > 1 ? arguments[1] : StorageSettings.DEFAULT_DURABILITY.name());
        List<List<Measurement>> measured = new ArrayList<>();
        loads.forEach(load -> measured.add(new ArrayList<>()));
        for (int run = 0; run < runs; run++) {
            for (int i = 0; i < loads.size(); i++) {
                Measurement measurement = new Run(loads.get(i)).measure();
                System.out.println(measurement.json());
                measured.get(i).add(measurement);
            }
        }
        System.out.println();
        System.out.println(
                "| payload | publishers | datagram | durability | messages/s | lowest to highest | CPU s per million |");
        System.out.println("| --- | --- | --- | --- | --- | --- | --- |");
        measured.forEach(Throughput::printRow);
    }

    private static List<Load> loads(String durabilities) {
        List<Load> loads = new ArrayList<>();
        for (int maxDatagramSize : new int[] {0, ETHERNET_DATAGRAM}) {
            for (int publishers : new int[] {1, 3}) {
                for (Load load : List.of(
                        Load.saturating(100, publishers, 3_000_000 / publishers, maxDatagramSize),
                        Load.saturating(1_024, publishers, 900_000 / publishers, maxDatagramSize),
                        Load.saturating(10_240, publishers, 150_000 / publishers, maxDatagramSize))) {
                    for (String durability :
                            durabilities.toUpperCase(Locale.ROOT).split(",", -1)) {
                        loads.add(load.withDurability(Durability.valueOf(durability)));
                    }
                }
            }
        }
        return loads;
    }

    private static void printRow(List<Measurement> runs) {
        double[] rates = runs.stream().mapToDouble(Measurement::rate).sorted().toArray();
        double[] cpus =
                runs.stream().mapToDouble(Measurement::cpuPerMillion).sorted().toArray();
        Load load = runs.get(0).load();
        System.out.println(String.format(
                Locale.ROOT,
                "| %,d B | %d | %s | %s | %,.0f | %,.0f to %,.0f | %.1f |",
                load.payload(),
                load.publishers(),
                load.maxDatagramSize() == 0 ? "loopback's" : load.maxDatagramSize() + " B",
                load.durability().name().toLowerCase(Locale.ROOT),
                rates[rates.length / 2],
                rates[0],
                rates[rates.length - 1],
                cpus[cpus.length / 2]));
    }
}
