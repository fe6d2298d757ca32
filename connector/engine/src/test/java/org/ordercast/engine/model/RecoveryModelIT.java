package org.ordercast.engine.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The model of crash recovery, src/model/recovery.pml, keeps its promises in every state that it can come into, and every
 * rule that is left out of it breaks one. src/model/MODEL.md explains it.
 */
class RecoveryModelIT {

    /** Searches some worlds more, which take minutes and gigabytes. */
    private static final boolean LARGE = Boolean.getBoolean("ordercast.model.large");

    private static final Path MODEL = Path.of("src", "model", "recovery.pml");

    @TempDir
    private Path directory;

    /** What may go wrong, and what is published: small enough, each, to be searched whole. */
    enum World {
        POWER_FAILURE("SEQUENCER_POWER_FAILURES=1"),
        POWER_FAILURE_AND_EVICTION("SEQUENCER_POWER_FAILURES=1 EVICTIONS=1 MESSAGES_OF_A=2 MESSAGES_OF_B=0"),
        POWER_FAILURE_AND_CRASH("SEQUENCER_POWER_FAILURES=1 SEQUENCER_CRASHES=1 MESSAGES_OF_A=2 MESSAGES_OF_B=0"),
        TWO_POWER_FAILURES("SEQUENCER_POWER_FAILURES=2 MESSAGES_OF_A=2 MESSAGES_OF_B=0"),
        MEMBER_CRASH("SEQUENCER_POWER_FAILURES=1 MEMBER_CRASHES=1"),
        CRASH_AND_MEMBER_POWER_FAILURE("SEQUENCER_CRASHES=1 MEMBER_POWER_FAILURES=1 MESSAGES_OF_B=0"),
        ALL_LOSE_POWER_ON_DISK("DISK SEQUENCER_POWER_FAILURES=1 MEMBER_POWER_FAILURES=1 MESSAGES_OF_B=0"),
        LARGE_CRASH("SEQUENCER_POWER_FAILURES=1 SEQUENCER_CRASHES=1"),
        LARGE_EVICTION("SEQUENCER_POWER_FAILURES=1 EVICTIONS=1"),
        LARGE_TWO_POWER_FAILURES("SEQUENCER_POWER_FAILURES=2"),
        LARGE_DISK("DISK SEQUENCER_POWER_FAILURES=1 MEMBER_POWER_FAILURES=1"),
        LARGE_EVERYTHING_ONCE("SEQUENCER_POWER_FAILURES=1 SEQUENCER_CRASHES=1 EVICTIONS=1 MESSAGES_OF_B=0");

        private final String definitions;

        World(String definitions) {
            this.definitions = definitions;
        }

        private boolean isLarge() {
            return name().startsWith("LARGE_");
        }
    }

    /** A rule of the protocol that is left out, and a world in which that shows. */
    enum Mutant {
        MULTICASTS_BEFORE_DURABLE(World.POWER_FAILURE_AND_EVICTION),
        ASKS_ONE_FEWER(World.POWER_FAILURE),
        ANSWERS_AND_GOES_ON(World.POWER_FAILURE),
        TAKES_OLD_ANSWERS(World.TWO_POWER_FAILURES),
        LEADS_WITHOUT_WHAT_OTHERS_HAVE(World.POWER_FAILURE),
        FORGETS_THAT_IT_LOST(World.POWER_FAILURE_AND_CRASH),
        GOES_ON_IN_THE_SAME_EPOCH(World.POWER_FAILURE),
        FORGETS_WHAT_PUBLISHERS_HAVE_ORDERED(World.POWER_FAILURE),
        GIVES_OUT_UNFORCED(World.POWER_FAILURE_AND_EVICTION),
        FORGETS_WHOM_A_VIEW_REMOVES(World.POWER_FAILURE_AND_EVICTION),
        CALLS_COMMITTED_WHAT_IT_HAS(World.POWER_FAILURE),
        /** On disk, nobody is asked: what was not forced must not have been seen. */
        MULTICASTS_BEFORE_DURABLE_ON_DISK(World.ALL_LOSE_POWER_ON_DISK);

        private final World world;

        Mutant(World world) {
            this.world = world;
        }

        private String definition() {
            return name().replace("_ON_DISK", "");
        }
    }

    @BeforeAll
    static void needsSpinAndACompiler() throws InterruptedException {
        boolean installed = Spin.isInstalled();
        if (!installed) {
            System.err.println("THE MODEL OF CRASH RECOVERY IS NOT CHECKED: install spin and a C compiler"
                    + " (Debian: apt-get install spin gcc libc6-dev)");
        }
        assumeTrue(installed, "spin and a C compiler (cc) are not installed");
    }

    @ParameterizedTest
    @EnumSource
    void everyPromiseHoldsInEveryState(World world) throws Exception {
        assumeTrue(LARGE || !world.isLarge(), "takes minutes; -Dordercast.model.large=true runs it");

        Spin.Result result = new Spin(MODEL, directory).search(List.of(world.definitions.split(" ")));

        assertThat(result.violation()).as(result.output()).isEmpty();
        assertThat(result.complete()).as(result.output()).isTrue();
        System.out.println("model of recovery, " + world + ": all of " + result.states() + " states are good");
    }

    @ParameterizedTest
    @EnumSource
    void everyRuleIsNeeded(Mutant mutant) throws Exception {
        String definitions = mutant.world.definitions + " " + mutant.definition();

        Spin.Result result = new Spin(MODEL, directory).search(List.of(definitions.split(" ")));

        assertThat(result.violation())
                .as(result.output())
                .isNotEmpty()
                .as("a promise that is broken, not the model's own bounds")
                .doesNotContain("size");
    }
}
