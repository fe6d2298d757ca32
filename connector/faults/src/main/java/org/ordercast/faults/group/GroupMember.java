package org.ordercast.faults.group;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.ordercast.faults.history.HistoryFiles;
import org.ordercast.faults.history.Life;
import org.ordercast.faults.network.NamespaceNetwork;
import org.ordercast.faults.network.SystemCommand;
import org.ordercast.faults.process.MemberOptions;
import org.ordercast.faults.process.MemberProcess;

/** One member of a group through its lives, each in a process of its own. For one thread. */
public final class GroupMember implements AutoCloseable {

    private record Running(Process process, BufferedReader output, PrintWriter input) {}

    private final NamespaceNetwork network;
    private final GroupPlan plan;
    private final String group;
    private final int index;
    private final Path directory;
    private int lives;
    private boolean standing;
    private @Nullable Running running;

    GroupMember(NamespaceNetwork network, GroupPlan plan, String group, int index, Path directory) {
        this.network = network;
        this.plan = plan;
        this.group = group;
        this.index = index;
        this.directory = directory.resolve(name());
    }

    /** Begins a life, which waits for the life before to be over. */
    void start() {
        awaitReady(launch());
    }

    private Running launch() {
        lives++;
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xms64m",
                "-Xmx512m",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                MemberProcess.class.getName()));
        command.addAll(new MemberOptions(
                        group,
                        ProcessGroup.PORT,
                        NamespaceNetwork.INTERFACE,
                        GroupPlan.NAMES,
                        index,
                        lives,
                        plan.durability(),
                        directory,
                        plan.memberTimeout(),
                        plan.messageSize(),
                        plan.bound())
                .arguments());
        try {
            Files.createDirectories(directory);
            Process process = new ProcessBuilder(network.inside(index, command))
                    .redirectError(said().toFile())
                    .start();
            Running started = new Running(
                    process,
                    new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8)),
                    new PrintWriter(process.getOutputStream(), true, StandardCharsets.UTF_8));
            running = started;
            return started;
        } catch (IOException e) {
            throw new UncheckedIOException("life " + lives + " of " + name() + " cannot be started", e);
        }
    }

    private void awaitReady(Running started) {
        String ready = answer(started);
        if (!ready.equals(MemberProcess.READY)) {
            throw broken("said '" + ready + "' instead of " + MemberProcess.READY);
        }
    }

    /** Begins to publish, if the plan says so. */
    void publish() {
        if (plan.publishers().contains(index)) {
            ask("publish " + plan.messages() + " " + plan.perSecond());
        }
    }

    /** Kills the process without a warning, as SIGKILL does. */
    public void kill() {
        Running current = alive();
        running = null;
        standing = false;
        current.process.destroyForcibly();
        try {
            current.process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Begins the next life, and its load. */
    public void restart() {
        start();
        publish();
    }

    /** Lets the process stand still until {@link #goOn}, as SIGSTOP does. */
    public void standStill() {
        signal("STOP");
        standing = true;
    }

    /** Lets the process go on. */
    public void goOn() {
        signal("CONT");
        standing = false;
    }

    /**
     * What the member says of itself.
     *
     * @return its status now
     */
    public Status status() {
        return Status.of(ask("status"));
    }

    /** Whether the member can be asked: it runs, and does not stand still. */
    boolean answers() {
        return running != null && !standing;
    }

    /** Takes up no more messages. */
    void finish() {
        ask("finish");
    }

    /** Ends the life as an operator would. */
    void end() {
        ask("end");
        running = null;
    }

    /**
     * What all lives wrote down.
     *
     * @return each life's histories, in order
     */
    public List<Life> lives() {
        try {
            return new HistoryFiles(directory, index).readAll(lives);
        } catch (IOException e) {
            throw new UncheckedIOException("the histories of " + name() + " cannot be read", e);
        }
    }

    /** The end of what the process wrote to its error output. */
    String lastWords() {
        try {
            List<String> lines = Files.readAllLines(said());
            return String.join("\n", lines.subList(Math.max(0, lines.size() - 20), lines.size()));
        } catch (IOException e) {
            return "nothing";
        }
    }

    @Override
    public void close() {
        if (running != null) {
            kill();
        }
    }

    @Override
    public String toString() {
        return name() + " in life " + lives;
    }

    private String name() {
        return GroupPlan.NAMES.get(index);
    }

    private Path said() {
        return directory.resolve("said-" + lives);
    }

    private void signal(String signal) {
        SystemCommand.run("kill", "-" + signal, Long.toString(alive().process.pid()));
    }

    private Running alive() {
        return Objects.requireNonNull(running, this + " does not run");
    }

    private String ask(String line) {
        Running asked = alive();
        asked.input.println(line);
        return answer(asked);
    }

    private String answer(Running asked) {
        try {
            String line = asked.output.readLine();
            if (line == null) {
                throw broken("ended by itself");
            }
            return line;
        } catch (IOException e) {
            throw new UncheckedIOException(this + " cannot be heard", e);
        }
    }

    private IllegalStateException broken(String what) {
        return new IllegalStateException(this + " " + what + "; its last words:\n" + lastWords());
    }
}
