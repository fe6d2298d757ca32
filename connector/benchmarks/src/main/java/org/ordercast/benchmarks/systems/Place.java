package org.ordercast.benchmarks.systems;

import java.nio.file.Path;
import java.util.List;

/**
 * Which member of which group a process is, and what its group is made for.
 *
 * @param group a name that no other group has
 * @param groupAddress a multicast address that no other group has
 * @param ports UDP ports that were free: the group's, and two for who orders
 * @param index which member this is, from 0; member 0 orders
 * @param members how many there are
 * @param publishers how many of them publish, the last ones
 * @param directory where this group may keep files; removed with everything in it after the run
 * @param memoryDirectory the same, in memory where the platform has such a place
 * @param frames how large datagrams may be
 * @param payload the length of each message in bytes
 * @param loss the share of received datagrams that is to be lost on purpose
 */
public record Place(
        String group,
        String groupAddress,
        List<Integer> ports,
        int index,
        int members,
        int publishers,
        Path directory,
        Path memoryDirectory,
        Frames frames,
        int payload,
        double loss) {

    /** The address of everything that is not multicast. */
    public static final String LOOPBACK = "127.0.0.1";

    /** How many ports a group is given. */
    public static final int PORTS = 3;

    /**
     * Keeps its own copy of the ports.
     *
     * @param group as {@link #group()} says
     * @param groupAddress as {@link #groupAddress()} says
     * @param ports as {@link #ports()} says
     * @param index as {@link #index()} says
     * @param members as {@link #members()} says
     * @param publishers as {@link #publishers()} says
     * @param directory as {@link #directory()} says
     * @param memoryDirectory as {@link #memoryDirectory()} says
     * @param frames as {@link #frames()} says
     * @param payload as {@link #payload()} says
     * @param loss as {@link #loss()} says
     */
    public Place {
        ports = List.copyOf(ports);
    }

    /**
     * Whether this member publishes. Where not all do, it is not the one that orders.
     *
     * @return true for the last ones
     */
    public boolean publishes() {
        return index >= members - publishers;
    }

    /**
     * Whether this member orders.
     *
     * @return true for member 0
     */
    public boolean isSequencer() {
        return index == 0;
    }
}
