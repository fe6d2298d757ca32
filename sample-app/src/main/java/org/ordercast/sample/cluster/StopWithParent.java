package org.ordercast.sample.cluster;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.instrument.Instrumentation;

/**
 * Ends a server when whoever started it is gone, however it went: the server's standard input is a pipe from there, and
 * a pipe ends with its writer. Runs as a Java agent, for the server itself is started as its makers mean it to be.
 */
public final class StopWithParent {

    private StopWithParent() {}

    /**
     * Begins to watch.
     *
     * @param arguments none
     * @param instrumentation not used
     */
    public static void premain(String arguments, Instrumentation instrumentation) {
        Thread watch = new Thread(StopWithParent::awaitEnd, "stop-with-parent");
        watch.setDaemon(true);
        watch.start();
    }

    private static void awaitEnd() {
        try {
            System.in.transferTo(OutputStream.nullOutputStream());
        } catch (IOException broken) {
            System.err.println("The pipe from the process that started this server broke: " + broken);
        }
        System.exit(0);
    }
}
