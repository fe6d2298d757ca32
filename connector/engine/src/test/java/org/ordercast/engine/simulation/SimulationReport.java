package org.ordercast.engine.simulation;

import java.util.Locale;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Says at the end of all tests how much was simulated in all. */
final class SimulationReport implements BeforeAllCallback {

    private static final double NANOS_PER_HOUR = 3.6e12;
    private static final double NANOS_PER_MINUTE = 6e10;

    private static RunRecord sum = RunRecord.NONE;
    private static int seeds;
    private static long took;

    @Override
    public void beforeAll(ExtensionContext context) {
        context.getRoot()
                .getStore(ExtensionContext.Namespace.create(SimulationReport.class))
                .computeIfAbsent(SimulationReport.class, key -> (AutoCloseable) SimulationReport::print);
    }

    /** Adds what a campaign did, a tenth of it with fresh seeds, in so many nanoseconds of real time. */
    static synchronized RunRecord add(Scenario scenario, RunRecord campaign, int itsSeeds, long fresh, long itsTime) {
        sum = sum.plus(campaign);
        seeds += itsSeeds;
        took += itsTime;
        System.out.println("Simulated " + scenario + ": " + line(campaign, itsSeeds, itsTime)
                + (itsSeeds > 1 ? "; a tenth of the seeds from " + fresh : ""));
        return campaign;
    }

    private static synchronized void print() {
        System.out.println("Simulated in all: " + line(sum, seeds, took));
    }

    private static String line(RunRecord record, int itsSeeds, long itsTime) {
        double hours = record.simulated() / NANOS_PER_HOUR;
        return String.format(
                Locale.ROOT,
                "%.2f hours in %,d seeds, %.1f hours a minute; %,d datagrams, %,d deliveries, %,d gaps",
                hours,
                itsSeeds,
                itsTime == 0 ? 0 : hours * NANOS_PER_MINUTE / itsTime,
                record.datagrams(),
                record.delivered(),
                record.gaps());
    }
}
