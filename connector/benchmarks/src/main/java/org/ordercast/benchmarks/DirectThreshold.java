package org.ordercast.benchmarks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.ordercast.benchmarks.comparison.Comparison;
import org.ordercast.benchmarks.comparison.Options;
import org.ordercast.benchmarks.comparison.Report;
import org.ordercast.benchmarks.contenders.Contender;
import org.ordercast.benchmarks.runs.Load;
import org.ordercast.benchmarks.systems.Frames;

/**
 * Each load twice: with all frames sent directly to the group, and with all through the sequencer. Saturating, where frames are full;
 * and with one message of each publisher on its way at once, where each frame is as long as its message. So it shows from
 * which length on direct publishing pays.
 */
public final class DirectThreshold {

    private static final Contender DIRECT = Contender.of("ordercast:memory+direct=0");
    private static final Contender THROUGH = Contender.of("ordercast:memory+direct=" + Integer.MAX_VALUE);

    private DirectThreshold() {}

    /**
     * Runs every load.
     *
     * @param arguments options, as {@link Options} says; of loads and systems, none is asked
     * @throws IOException if results cannot be written
     * @throws InterruptedException if it is interrupted
     */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        Comparison comparison = new Options(arguments).comparison(List.of(DIRECT, THROUGH), loads());
        new Report(DIRECT, comparison.run()).lines().forEach(System.out::println);
    }

    private static List<Load> loads() {
        List<Load> loads = new ArrayList<>();
        for (Frames frames : Frames.values()) {
            for (int publishers : new int[] {1, 2}) {
                loads.add(Load.saturating(1_000, publishers, frames));
                loads.add(Load.saturating(10_240, publishers, frames));
            }
        }
        for (int payload : new int[] {100, 400, 1_000, 4_000, 16_000, 60_000}) {
            for (int publishers : new int[] {1, 2}) {
                loads.add(Load.saturating(payload, publishers, Frames.LOOPBACK).withInFlight(1));
            }
        }
        return loads;
    }
}
