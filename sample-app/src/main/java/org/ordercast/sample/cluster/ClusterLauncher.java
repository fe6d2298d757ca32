package org.ordercast.sample.cluster;

import java.io.IOException;
import java.net.URI;

/** Starts the cluster, tells where it is, and keeps it until Ctrl-C. */
public final class ClusterLauncher {

    private ClusterLauncher() {}

    /**
     * Starts the cluster that the system properties ask for; see {@link ClusterSettings#read}.
     *
     * @param arguments none
     * @throws IOException if a server cannot be started, or ends while it starts
     * @throws InterruptedException if the calling thread was interrupted
     */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        ClusterSettings settings = ClusterSettings.read(System.getProperties());
        System.out.println("Starting " + settings.ports().size()
                + " Payara Micro servers on 127.0.0.1; their logs are in " + settings.directory());
        try (Cluster cluster = Cluster.start(settings)) {
            Thread stop = new Thread(() -> stop(cluster), "stop-cluster");
            Runtime.getRuntime().addShutdownHook(stop);
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
