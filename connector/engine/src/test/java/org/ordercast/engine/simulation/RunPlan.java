package org.ordercast.engine.simulation;

import static java.util.concurrent.TimeUnit.MICROSECONDS;
import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;

import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.ordercast.engine.Durability;
import org.ordercast.engine.GroupSettings;

/**
 * Everything about a run that is decided before it begins, drawn from its seed. Each run has some of the faults only, in
 * a strength of its own: what one kind of fault would hide, another run shows.
 */
final class RunPlan {

    /** The ids of members. */
    static final List<String> NAMES = List.of("ada", "bob", "cyd", "dan", "eve", "fay");

    /** The header of a segment, and its checkpoint. */
    private static final int LONGEST_BEGINNING = 4 * 1024;

    private static final Duration FOR_EVER = Duration.ofDays(100_000);
    private static final long LONGEST_FIRST_START = MILLISECONDS.toNanos(600);
    private static final long LIVENESS_BOUND = SECONDS.toNanos(30);

    final Scenario scenario;
    final int members;
    final String sequencer;
    final int maxDatagramSize;
    final int maxMessageSize;
    final int windowSize;
    final int publishBuffer;
    final int repairRate;
    final Duration discoveryTime;
    final Duration memberTimeout;
    final int logCapacity;
    final int receiveBuffer;
    final long longestWrite;
    final boolean loopsBack;
    final boolean hasNeighbour;
    final LinkQuality quality;
    final Set<Fault> faults;
    final long faultInterval;
    final boolean sparesBeginning;
    final long longestFault;
    final long burstInterval;
    final int longestBurst;
    final long lateStarts;
    final long faultsUntil;
    final long end;

    /** How often a fetch breaks off at each portion, how many records a portion has, and how long ways seem. */
    final double linkBreaks;

    final int linkPortion;
    final int lagFactor;

    /** How logs are kept on disks; how much faster their clock runs, so that short runs see old segments go. */
    final Durability durability;

    final int segmentSize;
    final int indexInterval;
    final long keepBytes;
    final Duration keepFor;
    final int logHaste;
    final double stallChance;
    final long longestStall;

    /** From which length on publishers send their frames to the whole group. */
    final int directThreshold;

    private RunPlan(Scenario scenario, boolean hasNeighbour, double namedShare, Dice dice) {
        this.scenario = scenario;
        this.hasNeighbour = hasNeighbour;
        int fewest = scenario.sequencerDies() || scenario.hasDisks() ? 2 : 1;
        members = dice.chance(0.2) ? dice.between(fewest, NAMES.size()) : dice.between(2, 4);
        sequencer = dice.chance(namedShare) ? NAMES.get(dice.between(0, members - 1)) : "";
        maxDatagramSize = dice.between(600, 1400);
        maxMessageSize = dice.between(maxDatagramSize, 16 * 1024);
        windowSize = 65_536 * dice.between(1, 2);
        publishBuffer = maxMessageSize + dice.between(0, 128 * 1024);
        repairRate = 65_536 * (dice.chance(0.3) ? 1 : dice.between(1, 64));
        boolean disks = scenario.hasDisks();
        discoveryTime = Duration.ofMillis(dice.between(200, disks ? 300 : 800));
        memberTimeout = Duration.ofMillis(dice.chance(0.5) ? 500 : dice.between(500, 2_000));
        logCapacity = dice.between(4 * 1024, 256 * 1024);
        receiveBuffer = dice.between(16 * 1024, 256 * 1024);
        loopsBack = dice.chance(0.5);
        quality = drawQuality(dice);
        faults = drawFaults(dice);
        faultInterval = MILLISECONDS.toNanos(dice.between(20, 500));
        sparesBeginning = disks && dice.chance(0.8);
        longestFault = MILLISECONDS.toNanos(dice.between(20, disks && dice.chance(0.7) ? 300 : 3_000));
        burstInterval = MILLISECONDS.toNanos(dice.between(10, 300));
        longestBurst = dice.between(1, 16);
        lateStarts = dice.chance(0.4) ? dice.between(0, members - 1) : 0;
        faultsUntil = MILLISECONDS.toNanos(dice.between(disks ? 2_000 : 1_000, scenario.hasFaults() ? 6_000 : 2_000));
        longestWrite = dice.chance(0.5) ? 0 : MICROSECONDS.toNanos(dice.between(10, 10_000));
        end = scenario.mustGetDone() ? faultsUntil + LIVENESS_BOUND : faultsUntil;
        linkBreaks = disks && dice.chance(0.5) ? dice.upTo(0.2) : 0;
        linkPortion = disks ? dice.between(1, 64) : 1;
        lagFactor = disks && dice.chance(0.5) ? dice.between(1, 100) : 1;
        durability = dice.chance(0.5) ? Durability.OS : Durability.DISK;
        segmentSize = dice.between(4 * 1024, dice.chance(0.5) ? 8 * 1024 : 64 * 1024);
        indexInterval = dice.between(256, 4 * 1024);
        // What only a damaged log holds is not to be had: where all must get done, another one must keep it.
        boolean keeps = dice.chance(0.7) || (scenario.mustGetDone() && faults.contains(Fault.FLIPPED_BIT));
        keepBytes = keeps ? Long.MAX_VALUE : dice.between(0, dice.chance(0.5) ? 4 * 1024 : 64 * 1024);
        keepFor = keeps ? FOR_EVER : Duration.ofDays(7);
        logHaste = dice.between(keeps ? 1 : 50, 200);
        stallChance = dice.chance(0.3) ? dice.upTo(0.05) : 0.01;
        longestStall = MILLISECONDS.toNanos(dice.between(20, 1_000));
        directThreshold = dice.chance(0.2) ? Integer.MAX_VALUE : dice.between(0, 2 * maxDatagramSize);
    }

    /** Draws the plan of a run. */
    static RunPlan draw(Scenario scenario, Dice dice) {
        boolean hasNeighbour = dice.chance(0.1);
        return new RunPlan(scenario, hasNeighbour, scenario.hasDisks() ? 1.0 : scenario.hasFaults() ? 0.5 : 0.25, dice);
    }

    /** Draws the plan of a group that shares the network, good or bad, with another one. */
    static RunPlan drawNeighbour(Dice dice) {
        return new RunPlan(Scenario.START_UP, false, 1.0, dice);
    }

    /** Whether the operator named the sequencer. */
    boolean namesSequencer() {
        return !sequencer.isEmpty();
    }

    /** Whether logs keep all that was ever in them. */
    boolean keepsAll() {
        return keepBytes == Long.MAX_VALUE;
    }

    /** When a member starts first: some together, some at random, some late. */
    long firstStart(int member, Dice dice) {
        boolean late = member >= members - lateStarts;
        if (late) {
            return dice.between(LONGEST_FIRST_START, faultsUntil);
        }
        return dice.chance(0.5) ? 0 : dice.between(0, LONGEST_FIRST_START);
    }

    /** How many bytes of messages a member may have sent unordered: a window, and two messages that stand in it in part. */
    int mostOnTheWay() {
        return windowSize + 2 * maxMessageSize + maxDatagramSize;
    }

    /**
     * How much the protocol may append to a log without room: all of a frame and of what it refers to, in which each member's
     * message may end, and the beginnings of the segments that it takes.
     */
    int logOverrun() {
        int content = windowSize / 16 + 2 * maxDatagramSize + members * maxMessageSize;
        return content + (1 + content / segmentSize) * LONGEST_BEGINNING;
    }

    /** The settings of a member. */
    GroupSettings settings(String group, String member) {
        return GroupSettings.builder()
                .groupKey(scenario.isSealed() ? KeyRotation.FIRST : "")
                .group(group)
                .memberId(member)
                .sequencer(sequencer)
                .maxDatagramSize(maxDatagramSize)
                .maxMessageSize(maxMessageSize)
                .windowSize(windowSize)
                .publishBuffer(publishBuffer)
                .repairRate(repairRate)
                .directThreshold(directThreshold)
                .discoveryTime(discoveryTime)
                .memberTimeout(memberTimeout)
                .build();
    }

    @Override
    public String toString() {
        return scenario + ", " + members + " members, sequencer '" + sequencer + "', datagrams of " + maxDatagramSize
                + ", direct from " + directThreshold + ", window " + windowSize + ", discovery "
                + discoveryTime.toMillis() + " ms, member timeout "
                + memberTimeout.toMillis() + " ms, log " + logCapacity + ", writes of up to " + longestWrite / 1_000
                + " µs, receive buffer " + receiveBuffer + ", "
                + quality + ", faults " + faults + ", durability " + durability + ", segments of " + segmentSize
                + ", keeps "
                + (keepsAll() ? "all" : keepBytes + " bytes") + ", link breaks " + linkBreaks;
    }

    /**
     * Whether a member that hears nobody for twice the discovery time would begin the group anew. A lost datagram must then
     * not decide it: hellos are many enough, and losses few enough, that some come through in every run that will ever be.
     */
    private boolean mayBeginAnew() {
        return !namesSequencer() || scenario.sequencerDies();
    }

    private LinkQuality drawQuality(Dice dice) {
        LinkQuality drawn = LinkQuality.PERFECT.withDelay(
                MICROSECONDS.toNanos(dice.between(20, 2_000)),
                MICROSECONDS.toNanos(dice.chance(0.5) ? 0 : dice.between(0, 5_000)));
        if (dice.chance(0.7)) {
            drawn = drawn.withLoss(dice.upTo(mayBeginAnew() ? 0.15 : 0.3));
        }
        if (dice.chance(0.4)) {
            drawn = drawn.withDuplication(dice.upTo(0.2));
        }
        if (dice.chance(0.4)) {
            drawn = drawn.withCorruption(dice.upTo(0.05));
        }
        if (dice.chance(0.4)) {
            drawn = drawn.withLateness(dice.upTo(0.1), MILLISECONDS.toNanos(dice.between(1, 100)));
        }
        return drawn;
    }

    private Set<Fault> drawFaults(Dice dice) {
        Set<Fault> drawn = EnumSet.noneOf(Fault.class);
        if (scenario.hasDisks()) {
            drawn.add(Fault.CRASH);
        }
        if (scenario.hasFaults()) {
            for (Fault fault : Fault.values()) {
                if ((!fault.needsDisk() || scenario.hasDisks()) && dice.chance(fault.share())) {
                    drawn.add(fault);
                }
            }
        }
        if (dice.chance(0.6)) {
            drawn.remove(Fault.FLIPPED_BIT);
        }
        if (drawn.contains(Fault.FLIPPED_BIT)) {
            // Where the end of a log may be torn, damage to what was not forced for sure looks like that end.
            drawn.remove(Fault.POWER_FAILURE);
            drawn.remove(Fault.FAILING_DISK);
        }
        return drawn;
    }
}
