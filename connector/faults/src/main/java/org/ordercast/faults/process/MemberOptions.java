package org.ordercast.faults.process;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.ordercast.engine.Durability;
import org.ordercast.engine.GroupSettings;
import org.ordercast.engine.StorageSettings;

/**
 * How a member's process is set up, as its command line carries it.
 *
 * @param group the group's name
 * @param port the group's UDP port
 * @param networkInterface the interface that all its datagrams cross
 * @param members the ids of the group's members; the first is the sequencer
 * @param index which of them this is
 * @param life which life of it, from 1
 * @param durability how its log is kept
 * @param directory where its log and its histories are; its own
 * @param memberTimeout how long a member may be silent
 * @param messageSize how many bytes each message has that it publishes
 * @param bound how long the process runs at the most
 */
public record MemberOptions(
        String group,
        int port,
        String networkInterface,
        List<String> members,
        int index,
        int life,
        Durability durability,
        Path directory,
        Duration memberTimeout,
        int messageSize,
        Duration bound) {

    /**
     * Keeps its own copy.
     *
     * @param group the group's name
     * @param port the group's UDP port
     * @param networkInterface the interface
     * @param members the ids of the group's members
     * @param index which of them this is
     * @param life which life of it
     * @param durability how its log is kept
     * @param directory where its log and its histories are
     * @param memberTimeout how long a member may be silent
     * @param messageSize how many bytes each message has
     * @param bound how long the process runs at the most
     */
    public MemberOptions {
        members = List.copyOf(members);
    }

    /**
     * Reads a command line.
     *
     * @param arguments what {@link #arguments} gave
     * @return the options
     */
    static MemberOptions of(String[] arguments) {
        Map<String, String> values = Stream.of(arguments)
                .map(argument -> argument.split("=", 2))
                .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
        return new MemberOptions(
                value(values, "group"),
                Integer.parseInt(value(values, "port")),
                value(values, "interface"),
                List.of(value(values, "members").split(",", -1)),
                Integer.parseInt(value(values, "index")),
                Integer.parseInt(value(values, "life")),
                Durability.valueOf(value(values, "durability")),
                Path.of(value(values, "directory")),
                Duration.parse(value(values, "memberTimeout")),
                Integer.parseInt(value(values, "messageSize")),
                Duration.parse(value(values, "bound")));
    }

    /**
     * Writes a command line.
     *
     * @return an argument for each option
     */
    public List<String> arguments() {
        return List.of(
                "group=" + group,
                "port=" + port,
                "interface=" + networkInterface,
                "members=" + String.join(",", members),
                "index=" + index,
                "life=" + life,
                "durability=" + durability,
                "directory=" + directory,
                "memberTimeout=" + memberTimeout,
                "messageSize=" + messageSize,
                "bound=" + bound);
    }

    GroupSettings settings() {
        return GroupSettings.builder()
                .group(group)
                .memberId(members.get(index))
                .sequencer(members.get(0))
                .port(port)
                .networkInterface(networkInterface)
                .timeToLive(1)
                .memberTimeout(memberTimeout)
                // Nothing leaves the namespaces.
                .allowUnsealed(true)
                .storage(StorageSettings.onDisk(
                        durability, directory.resolve("log").toString()))
                .build();
    }

    private static String value(Map<String, String> values, String name) {
        String value = values.get(name);
        if (value == null) {
            throw new IllegalArgumentException(name + ": is not given, among " + values.keySet());
        }
        return value;
    }
}
