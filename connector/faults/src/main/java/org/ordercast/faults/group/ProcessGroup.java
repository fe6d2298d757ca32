package org.ordercast.faults.group;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.ordercast.faults.history.Life;
import org.ordercast.faults.network.NamespaceNetwork;

/**
 * Three members in three processes and three namespaces: {@link GroupPlan#SEQUENCER}, {@link GroupPlan#PUBLISHER} and {@link
 * GroupPlan#FOLLOWER}. Waits for conditions, and fails with what the members say when one is not met. For one thread, which
 * must live as long as the group: its processes end with it.
 */
public final class ProcessGroup implements AutoCloseable {

    /** The group's port, free in namespaces of its own. */
    static final int PORT = 45_577;

    private static final Duration DEADLINE = Duration.ofSeconds(90);
    private static final long LOOK_AGAIN = TimeUnit.MILLISECONDS.toNanos(20);

    private final NamespaceNetwork network;
    private final Path directory;
    private final List<GroupMember> members;

    private ProcessGroup(NamespaceNetwork network, Path directory, List<GroupMember> members) {
        this.directory = directory;
        this.network = network;
        this.members = members;
    }

    /**
     * Starts a group, waits until all its members are in the view, and then starts its load.
     *
     * @param plan what group
     * @param directory where logs and histories go
     * @return the group at work
     */
    public static ProcessGroup start(GroupPlan plan, Path directory) {
        NamespaceNetwork network = NamespaceNetwork.make(GroupPlan.NAMES.size());
        String name = directory.getFileName().toString();
        ProcessGroup group = new ProcessGroup(
                network,
                directory,
                IntStream.range(0, GroupPlan.NAMES.size())
                        .mapToObj(index -> new GroupMember(network, plan, name, index, directory))
                        .toList());
        try {
            group.members.forEach(GroupMember::start);
            group.awaitAll("is in the view", Status::isInOrder);
            group.members.forEach(GroupMember::publish);
            return group;
        } catch (RuntimeException | Error e) {
            group.close();
            throw e;
        }
    }

    /**
     * The network between the members.
     *
     * @return the network
     */
    public NamespaceNetwork network() {
        return network;
    }

    /**
     * One member.
     *
     * @param index its number
     * @return the member
     */
    public GroupMember member(int index) {
        return members.get(index);
    }

    /**
     * The last sequence that any member delivered that can be asked.
     *
     * @return a sequence
     */
    public long furthest() {
        return members.stream()
                .filter(GroupMember::answers)
                .mapToLong(member -> member.status().written())
                .max()
                .orElse(0);
    }

    /**
     * Waits until all members have delivered so many messages beyond what the furthest of them has now.
     *
     * @param messages how many
     */
    public void awaitMore(long messages) {
        long goal = furthest() + messages;
        awaitAll("delivers " + goal, status -> status.written() >= goal);
    }

    /** Lets the publishers end, and waits until every message is complete and everybody delivered all of them. */
    public void settle() {
        members.forEach(GroupMember::finish);
        awaitAll(
                "is in the view, and has nothing outstanding",
                status -> status.isInOrder() && status.idle() && status.outstanding() == 0);
        long end = furthest();
        awaitAll("delivers the last message, " + end, status -> status.written() >= end);
    }

    /** Ends all members as an operator would, the sequencer last. */
    public void end() {
        for (int i = members.size() - 1; i >= 0; i--) {
            members.get(i).end();
        }
    }

    /**
     * What all members wrote down.
     *
     * @return for each member, its lives
     */
    public List<List<Life>> lives() {
        return members.stream().map(GroupMember::lives).toList();
    }

    /**
     * Waits until each member that can be asked says something.
     *
     * @param what what is waited for, as one would say it of one member
     * @param condition when a member's status says so
     */
    public void awaitAll(String what, Predicate<Status> condition) {
        long deadline = System.nanoTime() + DEADLINE.toNanos();
        for (GroupMember member : members) {
            while (member.answers() && !condition.test(member.status())) {
                if (System.nanoTime() - deadline > 0) {
                    throw new IllegalStateException("not every member " + what + " within " + DEADLINE + "; "
                            + members.stream().map(ProcessGroup::describe).collect(Collectors.joining("\n")));
                }
                LockSupport.parkNanos(LOOK_AGAIN);
            }
        }
    }

    /** Deletes the logs and histories of a group that has ended. */
    public void discard() {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(directory + " cannot be deleted", e);
        }
    }

    /** Kills whoever still runs, and removes the network. */
    @Override
    public void close() {
        members.forEach(GroupMember::close);
        network.close();
    }

    private static String describe(GroupMember member) {
        return member + ": " + (member.answers() ? member.status() : "cannot be asked") + "; its last words:\n"
                + member.lastWords();
    }
}
