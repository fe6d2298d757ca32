package org.ordercast.arquillian.payara;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ordercast.arquillian.server.Settings;
import org.ordercast.arquillian.server.TestGroup;

/**
 * How Payara Micro is started with the resource adapter and an application: the adapter is deployed by a command, for
 * Arquillian deploys the application first of all that is named on the command line.
 */
public final class PayaraMicro {

    /** The tests run on several machines at once, and some of these are slow. */
    private static final String START_TIMEOUT_SECONDS = "300";

    /** Everything stays on loopback. */
    private static final List<String> BEFORE_BOOT =
            List.of("set configs.config.server-config.network-config.network-listeners.network-listener.http-listener"
                    + ".address=127.0.0.1");

    private PayaraMicro() {}

    /**
     * Writes what the server reads at its start, and gives the options of Arquillian's container.
     *
     * @param directory where the server may write; empty
     * @param home the home directory of the server's user, where the adapter keeps its log unless it is told otherwise
     * @param port the port of its applications
     * @param adapter the properties of the resource adapter, or empty for a server that starts without
     * @param rar what the resource adapter is deployed from
     */
    public static Map<String, String> options(
            Path directory, Path home, int port, Optional<TestGroup> adapter, Path rar) throws IOException {
        Path temporary = Files.createDirectory(directory.resolve("tmp"));
        Path log = directory.resolve("server.log");
        Path beforeBoot = Files.write(directory.resolve("preboot.txt"), BEFORE_BOOT);
        Path afterBoot = Files.write(
                directory.resolve("postboot.txt"),
                adapter.map(group -> List.of(
                                "create-resource-adapter-config --property " + list(group) + " ordercast",
                                "deploy --name ordercast " + rar))
                        .orElse(List.of()));
        return Map.of(
                // Clustering is off all the same, by --nohazelcast; Arquillian's way to do it would open a port.
                "clusterEnabled",
                "true",
                "randomHttpPort",
                "false",
                "autoBindHttp",
                "false",
                "outputToConsole",
                "false",
                "startupTimeoutInSeconds",
                START_TIMEOUT_SECONDS,
                "cmdOptions",
                String.join(
                        " ",
                        "-Xmx1g",
                        "-Djava.io.tmpdir=" + temporary,
                        "-Duser.home=" + home,
                        "-D" + Settings.LOG + "=" + log,
                        "-D" + Settings.RAR + "=" + rar),
                "extraMicroOptions",
                String.join(
                        " ",
                        "--nohazelcast --disablephonehome",
                        "--port " + port,
                        "--logtofile " + log,
                        "--prebootcommandfile " + beforeBoot,
                        "--postbootcommandfile " + afterBoot));
    }

    private static String list(TestGroup group) {
        return PayaraCommands.list(group.properties());
    }
}
