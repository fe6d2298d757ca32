package org.ordercast.engine.simulation;

import java.util.Locale;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Says at the end of all tests how much was simulated in all. */
final class SimulationReport implements BeforeAllCallback {

    private static final double NANOS_PER_HOUR = 3.6e12;

    private static RunRecord sum = RunRecord.NONE;
    private static int seeds;

    @Override
    public void beforeAll(ExtensionContext context) {
        context.getRoot()
                .getStore(ExtensionContext.Namespace.create(SimulationReport.class))
                .computeIfAbsent(SimulationReport.class, key -> (AutoCloseable) SimulationReport::print);
    }

    /** Adds what a campaign did. */
    static synchronized RunRecord add(Scenario scenario, RunRecord campaign, int itsSeeds) {
        sum = sum.plus(campaign);
        seeds += itsSeeds;
        System.out.println("Simulated " + scenario + ": " + line(campaign, itsSeeds));
        return campaign;
    }

    private static synchronized void print() {
        System.out.println("Simulated in all: " + line(sum, seeds));
    }

    private static String line(RunRecord record, int itsSeeds) {
        return String.format(
                Locale.ROOT,
                "%.2f hours in %,d seeds; %,d datagrams, %,d deliveries, %,d gaps",
                record.simulated() / NANOS_PER_HOUR,
                itsSeeds,
                record.datagrams(),
                record.delivered(),
                record.gaps());
    }
}
