package org.ordercast.engine.mutants;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * The simulator bites: every mutant in the table is noticed, by the seed that the table names, or else within so many seeds.
 * Prints for each which seed noticed it, and which of the invariants it broke. Once plans are drawn otherwise, other seeds
 * notice, and the search takes minutes: put what is printed into the table.
 */
class MutantsIT {

    private record Hunted(Mutant mutant, String failure) {

        String line() {
            String[] caught = failure.split(" ", 2);
            return String.format(
                    Locale.ROOT,
                    "| %s | `%s` | %s | %s |",
                    mutant.name(),
                    mutant.file(),
                    mutant.scenario(),
                    failure.isEmpty() ? "survived " + mutant.seeds() : caught[0] + ", " + caught[1]);
        }
    }

    @TestFactory
    Stream<DynamicTest> everyMutantIsNoticed() {
        List<Hunted> hunted = MutantTable.ALL.parallelStream()
                .map(mutant -> new Hunted(mutant, hunt(mutant)))
                .toList();
        hunted.forEach(each -> System.out.println(each.line()));
        return hunted.stream()
                .map(each -> DynamicTest.dynamicTest(
                        each.mutant.name(),
                        () -> assertThat(each.failure)
                                .as("what noticed, among %d seeds of %s", each.mutant.seeds(), each.mutant.scenario())
                                .isNotEmpty()));
    }

    private static String hunt(Mutant mutant) {
        try {
            return (String) new MutantLoader(MutantCompiler.compile(mutant))
                    .loadClass("org.ordercast.engine.simulation.Hunt")
                    .getMethod("firstFailure", String.class, long.class, int.class)
                    .invoke(null, mutant.scenario(), mutant.seed(), mutant.seeds());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("the simulator does not run with " + mutant, e);
        }
    }
}
