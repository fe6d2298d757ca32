package org.ordercast.arquillian.measurement;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jboss.shrinkwrap.api.Archive;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.exporter.ZipExporter;
import org.jboss.shrinkwrap.api.spec.JavaArchive;
import org.jboss.shrinkwrap.api.spec.ResourceAdapterArchive;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.ordercast.OrderedMessageListener;
import org.ordercast.arquillian.application.Applications;
import org.ordercast.arquillian.application.Resources;
import org.ordercast.arquillian.calls.CallingAdapter;
import org.ordercast.arquillian.calls.Calls;
import org.ordercast.arquillian.rates.Content;
import org.ordercast.arquillian.rates.PlainBean;
import org.ordercast.arquillian.rates.Publisher;
import org.ordercast.arquillian.rates.PublisherServlet;
import org.ordercast.arquillian.rates.Tally;
import org.ordercast.arquillian.rates.TallyServlet;
import org.ordercast.arquillian.rates.TransactedBean;
import org.ordercast.arquillian.server.Settings;
import org.ordercast.arquillian.server.TestGroup;

/**
 * Measures how fast messages come from a bean's send on one server to message-driven beans on three, where every bean checks the order
 * and each message's content. Beside that, how fast a server calls the same beans where an adapter that does nothing else has it
 * call them: what the container itself allows.
 */
public final class DeliveryRates {

    private static final int SERVERS = 3;
    private static final int SENDS_ONE_BY_ONE = 2_000;
    private static final List<String> DURABILITIES = List.of("memory", "os");

    private final Path directory;
    private final int messages;
    private final int rounds;

    private DeliveryRates(Path directory, int messages, int rounds) {
        this.directory = directory;
        this.messages = messages;
        this.rounds = rounds;
    }

    /**
     * Measures, and prints tables.
     *
     * @param arguments how many messages each load has, and how many loads are measured
     */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        Path directory = Files.createDirectories(Path.of(Settings.directory()));
        DeliveryRates rates =
                new DeliveryRates(directory, Integer.parseInt(arguments[0]), Integer.parseInt(arguments[1]));
        System.out.println(
                "| logs | bean | payload | messages/s at the slowest server | CPU s per million | send until "
                        + "ordered, p50 µs | p99 µs |");
        System.out.println("| --- | --- | --- | --- | --- | --- | --- |");
        for (Class<?> bean : List.of(PlainBean.class, TransactedBean.class)) {
            for (String durability : DURABILITIES) {
                rates.measureGroup(durability, bean);
            }
            rates.measureCalls(bean);
        }
    }

    private void measureGroup(String durability, Class<?> bean) throws IOException, InterruptedException {
        Path parent = Files.createTempDirectory(directory, "rates-");
        Path application =
                export(parent, application(bean).addClasses(Publisher.class, PublisherServlet.class, Resources.class));
        TestGroup group = TestGroup.unique().with("durability", durability).with("sequencer", "server-1");
        List<ServerProcess> processes = new ArrayList<>();
        try {
            for (int i = 1; i <= SERVERS; i++) {
                processes.add(ServerProcess.start(
                        parent, Optional.of(group.with("memberId", "server-" + i)), List.of(), List.of(application)));
            }
            RateServers servers = RateServers.awaitReady(processes);
            servers.awaitTogether();
            Map<Integer, Series> measured = measure(servers, (load, bytes) -> servers.publish(load, messages, bytes));
            for (int bytes : Calls.LENGTHS) {
                String latencies = servers.publishOneByOne("one-by-one-" + bytes, SENDS_ONE_BY_ONE, bytes);
                print(durability, bean, bytes, measured, latencies);
            }
        } finally {
            processes.forEach(ServerProcess::close);
        }
        delete(parent);
    }

    private void measureCalls(Class<?> bean) throws IOException, InterruptedException {
        Path parent = Files.createTempDirectory(directory, "calls-");
        List<String> options = List.of("-D" + Calls.MESSAGES + "=" + messages, "-D" + Calls.ROUNDS + "=" + rounds);
        List<Path> deployments = List.of(export(parent, callingAdapter()), export(parent, application(bean)));
        try (ServerProcess process = ServerProcess.start(parent, Optional.empty(), options, deployments)) {
            RateServers server = RateServers.awaitReady(List.of(process));
            // Loads follow each other at once: one begins when the one before was seen to be received.
            Map<Integer, Series> measured = measure(server, (load, bytes) -> server.awaitReceived(load, messages));
            for (int bytes : Calls.LENGTHS) {
                print("calls alone", bean, bytes, measured, "– | –");
            }
        }
        delete(parent);
    }

    /** In each round a load of each length; the first round warms up. */
    private Map<Integer, Series> measure(RateServers servers, Source source) throws InterruptedException {
        Map<Integer, Series> measured = new HashMap<>();
        for (int round = 0; round <= rounds; round++) {
            for (int bytes : Calls.LENGTHS) {
                long before = servers.cpuNanos();
                double rate = source.rate(Calls.name(bytes, round), bytes);
                double cpu = (servers.cpuNanos() - before) / 1e3 / messages;
                if (round > 0) {
                    Series series =
                            measured.computeIfAbsent(bytes, any -> new Series(new ArrayList<>(), new ArrayList<>()));
                    series.rates.add(rate);
                    series.cpu.add(cpu);
                }
            }
        }
        return measured;
    }

    /** Where a load comes from; gives messages a second at the slowest server. */
    private interface Source {
        double rate(String load, int bytes) throws InterruptedException;
    }

    /** What loads of one length gave: messages a second, and seconds of processor time for a million. */
    private record Series(List<Double> rates, List<Double> cpu) {}

    private static WebArchive application(Class<?> bean) {
        return Applications.containing(RateServers.APPLICATION, bean, Content.class, Tally.class, TallyServlet.class);
    }

    private static ResourceAdapterArchive callingAdapter() {
        return ShrinkWrap.create(ResourceAdapterArchive.class, "calls.rar")
                .addAsLibrary(ShrinkWrap.create(JavaArchive.class, "calls.jar")
                        .addPackage(CallingAdapter.class.getPackage())
                        .addPackage(OrderedMessageListener.class.getPackage())
                        .addClass(Content.class));
    }

    private static Path export(Path parent, Archive<?> archive) {
        Path file = parent.resolve(archive.getName());
        archive.as(ZipExporter.class).exportTo(file.toFile(), true);
        return file;
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private static void print(String logs, Class<?> bean, int bytes, Map<Integer, Series> measured, String latencies) {
        Series series = measured.get(bytes);
        System.out.printf(
                Locale.ROOT,
                "| %s | %s | %,d B | %s | %s | %s |%n",
                logs,
                bean == TransactedBean.class ? "in a transaction" : "without one",
                bytes,
                figure(series.rates, "%,.0f"),
                figure(series.cpu, "%.1f"),
                latencies);
    }

    /** The middle, the least and the most. */
    private static String figure(List<Double> values, String format) {
        double[] sorted =
                values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        return String.format(
                Locale.ROOT,
                format + " (" + format + " – " + format + ")",
                sorted[sorted.length / 2],
                sorted[0],
                sorted[sorted.length - 1]);
    }
}
