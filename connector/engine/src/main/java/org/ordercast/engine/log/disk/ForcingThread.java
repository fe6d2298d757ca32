package org.ordercast.engine.log.disk;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Makes the threads that wait for disks. */
public final class ForcingThread {

    private ForcingThread() {}

    /**
     * Makes a thread for one log, which starts with the first force and ends when the log is closed.
     *
     * @param name its name
     * @return the thread
     */
    public static ExecutorService named(String name) {
        // Takes over nothing from whoever starts it, for in a server that may be an application that is redeployed.
        return Executors.newSingleThreadExecutor(task -> {
            Thread thread = new Thread(null, task, name, 0, false);
            thread.setContextClassLoader(ForcingThread.class.getClassLoader());
            thread.setDaemon(true);
            return thread;
        });
    }
}
