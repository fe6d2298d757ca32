package org.ordercast.faults.group;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What every test of a fault asserts. */
final class Trials {

    private Trials() {}

    /** The rules of all histories hold, which the trial itself checks; everybody has everything, and nobody missed any. */
    static void everythingIsDelivered(Fault fault) throws IOException {
        Path directory = Files.createTempDirectory("faults");

        Trial trial = Trial.of(fault, GroupPlan.DEFAULT, directory);

        System.out.println("[INFO] " + trial);
        assertThat(trial.verdict().isComplete()).as("%s", trial).isTrue();
        assertThat(trial.verdict().missed()).as("%s", trial).isZero();
        assertThat(trial.verdict().completed()).as("%s", trial).isPositive();
    }
}
