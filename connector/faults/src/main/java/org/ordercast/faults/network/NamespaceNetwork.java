package org.ordercast.faults.network;

import java.io.File;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Namespaces on one bridge, each with an interface and an address of its own, and with a rule for what of the datagrams and
 * segments that arrive is dropped: a share of all, and all from those it does not hear. Two hosts are cut off from each
 * other, or one way only, by what they hear. For one thread.
 *
 * <p>The names carry the process that made them; those of a process that is no more are taken away by the next.
 */
public final class NamespaceNetwork implements AutoCloseable {

    /** The name of the interface in each namespace. */
    public static final String INTERFACE = "eth0";

    private static final String PREFIX = "ordercast-";
    private static final Pattern PACKETS = Pattern.compile("packets (\\d+)");
    private static final AtomicInteger MADE = new AtomicInteger();

    private final String name = PREFIX + ProcessHandle.current().pid() + "-" + MADE.incrementAndGet();
    private final String bridge = name + "-bridge";
    private final List<String> hosts;
    private final List<TreeSet<Integer>> unheard = new ArrayList<>();
    private int lossPercent;
    private long dropped;

    private NamespaceNetwork(int count) {
        this.hosts = IntStream.range(0, count).mapToObj(i -> name + "-" + i).toList();
        this.hosts.forEach(host -> unheard.add(new TreeSet<>()));
    }

    /**
     * Makes a network.
     *
     * @param hosts how many namespaces it has beside the bridge's
     * @return the network, in which nothing is lost yet
     */
    public static NamespaceNetwork make(int hosts) {
        removeAbandoned();
        NamespaceNetwork network = new NamespaceNetwork(hosts);
        try {
            network.setUp();
            return network;
        } catch (RuntimeException | Error e) {
            network.close();
            throw e;
        }
    }

    /**
     * Why no network can be made on this machine.
     *
     * @return a sentence; empty if one can
     */
    public static Optional<String> unavailable() {
        try (NamespaceNetwork network = make(1)) {
            network.lose(1);
            SystemCommand.run("setpriv", "--pdeathsig", "KILL", "true");
            return Optional.empty();
        } catch (UncheckedIOException e) {
            return Optional.of("network namespaces cannot be made or used here; that wants Linux, root, ip, nft and"
                    + " setpriv (Debian: iproute2, nftables, util-linux): " + e.getMessage());
        }
    }

    /**
     * A command that runs another in a namespace. What it runs is killed when the thread that started it ends.
     *
     * @param host the number of the namespace
     * @param command the command
     * @return the whole command
     */
    public List<String> inside(int host, List<String> command) {
        return Stream.concat(
                        Stream.of("ip", "netns", "exec", hosts.get(host), "setpriv", "--pdeathsig", "KILL"),
                        command.stream())
                .toList();
    }

    /**
     * Every host loses a share of what arrives, from now on.
     *
     * @param percent 0 to 99; who is to lose everything is isolated
     */
    public void lose(int percent) {
        if (percent < 0 || percent > 99) {
            throw new IllegalArgumentException("percent: " + percent + " is not allowed; 0 to 99");
        }
        lossPercent = percent;
        applyEverywhere();
    }

    /**
     * A host hears nothing of another any more.
     *
     * @param speaker who is not heard
     * @param listener by whom
     */
    public void silence(int speaker, int listener) {
        unheard.get(listener).add(speaker);
        apply(listener);
    }

    /**
     * Nobody hears a host any more.
     *
     * @param host who is not heard
     */
    public void mute(int host) {
        others(host).forEach(other -> silence(host, other));
    }

    /**
     * A host hears nobody any more.
     *
     * @param host who does not hear
     */
    public void deafen(int host) {
        others(host).forEach(other -> silence(other, host));
    }

    /**
     * A host is cut off from all others, both ways.
     *
     * @param host which one
     */
    public void isolate(int host) {
        mute(host);
        deafen(host);
    }

    /**
     * How many packets were dropped by what this network was told.
     *
     * @return a number of packets, of all hosts together
     */
    public long dropped() {
        return dropped
                + IntStream.range(0, hosts.size()).mapToLong(this::droppedAt).sum();
    }

    /** Everybody hears everybody again, and nothing is lost. */
    public void heal() {
        lossPercent = 0;
        unheard.forEach(TreeSet::clear);
        applyEverywhere();
    }

    /** Removes the namespaces, and with them all that was made in them. */
    @Override
    public void close() {
        Stream.concat(hosts.stream(), Stream.of(bridge)).forEach(NamespaceNetwork::remove);
    }

    private void setUp() {
        ip("netns add " + bridge);
        // Without snooping, the bridge floods multicast: nobody in there answers what snooping waits for.
        ip("-n " + bridge + " link add bridge type bridge mcast_snooping 0");
        ip("-n " + bridge + " link set bridge up");
        for (int i = 0; i < hosts.size(); i++) {
            String host = hosts.get(i);
            String port = "port" + i;
            ip("netns add " + host);
            ip("link add " + INTERFACE + " netns " + host + " type veth peer name " + port + " netns " + bridge);
            ip("-n " + bridge + " link set dev " + port + " master bridge");
            ip("-n " + bridge + " link set dev " + port + " up");
            ip("-n " + host + " addr add " + address(i) + "/24 dev " + INTERFACE);
            ip("-n " + host + " link set dev lo up");
            ip("-n " + host + " link set dev " + INTERFACE + " up");
        }
    }

    private void applyEverywhere() {
        IntStream.range(0, hosts.size()).forEach(this::apply);
    }

    /** Replaces a host's rules, all at once. */
    private void apply(int host) {
        dropped += droppedAt(host);
        StringBuilder rules = new StringBuilder("""
                flush ruleset
                table inet faults {
                  counter dropped { packets 0 bytes 0; }
                  chain arriving {
                    type filter hook input priority 0; policy accept;
                """);
        unheard.get(host)
                .forEach(other ->
                        rules.append("    ip saddr ").append(address(other)).append(" counter name dropped drop\n"));
        if (lossPercent > 0) {
            rules.append("    iifname ").append(INTERFACE).append(" numgen random mod 100 <= ");
            rules.append(lossPercent - 1).append(" counter name dropped drop\n");
        }
        rules.append("  }\n}\n");
        SystemCommand.feed(rules.toString(), "ip", "netns", "exec", hosts.get(host), "nft", "-f", "-");
    }

    /** How many packets a host has dropped since its rules were applied. */
    private long droppedAt(int host) {
        Matcher packets =
                PACKETS.matcher(SystemCommand.run("ip", "netns", "exec", hosts.get(host), "nft", "list", "counters"));
        return packets.find() ? Long.parseLong(packets.group(1)) : 0;
    }

    private IntStream others(int host) {
        return IntStream.range(0, hosts.size()).filter(other -> other != host);
    }

    private static String address(int host) {
        return "10.77.0." + (host + 1);
    }

    private static void ip(String arguments) {
        SystemCommand.run(("ip " + arguments).split(" ", -1));
    }

    private static void remove(String namespace) {
        if (new File("/run/netns", namespace).exists()) {
            ip("netns del " + namespace);
        }
    }

    private static void removeAbandoned() {
        String[] namespaces = new File("/run/netns").list((directory, file) -> file.startsWith(PREFIX));
        for (String namespace : namespaces == null ? new String[0] : namespaces) {
            String numbers = namespace.substring(PREFIX.length());
            long maker = Long.parseLong(numbers.substring(0, numbers.indexOf('-')));
            if (ProcessHandle.of(maker).isEmpty()) {
                remove(namespace);
            }
        }
    }
}
