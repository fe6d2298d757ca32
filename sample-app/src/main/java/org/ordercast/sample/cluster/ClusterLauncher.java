package org.ordercast.sample.cluster;

import java.io.IOException;
import java.net.URI;

/** Starts the cluster, tells where it is, and keeps it until Ctrl-C. */
public final class ClusterLauncher {

    private ClusterLauncher() {}

    /**
     * Starts the cluster that the system properties ask for; see {@link ClusterSettings#read}. What keeps it from
     * starting is told in one sentence, and ends the process: a stack trace would only hide it.
     *
     * @param arguments none
     * @throws InterruptedException if the calling thread was interrupted
     */
    public static void main(String[] arguments) throws InterruptedException {
        try {
            run(ClusterSettings.read(System.getProperties()));
        } catch (IOException | IllegalArgumentException failure) {
            System.err.println("The cluster does not run: " + failure.getMessage());
            System.exit(1);
        }
    }

    private static void run(ClusterSettings settings) throws IOException, InterruptedException {
        System.out.println("Starting " + settings.ports().size()
                + " Payara Micro servers on 127.0.0.1; their logs are in " + settings.directory());
        try (Cluster cluster = Cluster.start(settings)) {
            Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(cluster), "stop-cluster"));
            cluster.awaitServing();
            System.out.println("\nThe order book is served at");
            for (URI address : cluster.addresses()) {
                System.out.println("  " + address);
            }
            System.out.println("Open any of them. Ctrl-C stops the servers.\n");
            cluster.awaitEnd();
            System.out.println("All servers have ended.");
        }
    }

    private static void stop(Cluster cluster) {
        System.out.println("\nStopping the servers");
        cluster.close();
    }
}
