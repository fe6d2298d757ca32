package org.ordercast.adapter.work;

import jakarta.resource.spi.BootstrapContext;
import jakarta.resource.spi.work.HintsContext;
import jakarta.resource.spi.work.Work;
import jakarta.resource.spi.work.WorkContext;
import jakarta.resource.spi.work.WorkContextProvider;
import java.util.List;

/**
 * A task of the adapter on a thread of the application server. While it runs, the thread's context class loader is the
 * adapter's: the server may have left there that of whichever application it deployed last, which must not be kept.
 */
public class ContainerWork implements Work {

    private final Runnable task;

    private ContainerWork(Runnable task) {
        this.task = task;
    }

    /**
     * Makes work that the server is told the name and the length of, if it takes such hints.
     *
     * @param context the server
     * @param name the work's name, for the server's monitoring
     * @param longRunning whether the work may go on for as long as the adapter does
     * @param task what to do
     * @return the work
     */
    public static Work of(BootstrapContext context, String name, boolean longRunning, Runnable task) {
        // A server refuses work that carries a kind of context it does not know.
        return context.isContextSupported(HintsContext.class)
                ? new Hinted(task, name, longRunning)
                : new ContainerWork(task);
    }

    @Override
    public void run() {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(ContainerWork.class.getClassLoader());
        try {
            task.run();
        } finally {
            thread.setContextClassLoader(before);
            // The thread goes back to its pool: an interrupt that was meant for this task must not hit the next one.
            Thread.interrupted();
        }
    }

    /** Does nothing: each task has its own way to be ended, which waits for it too. */
    @Override
    public void release() {}

    private static final class Hinted extends ContainerWork implements WorkContextProvider {

        private static final long serialVersionUID = 1L;

        private final transient List<WorkContext> contexts;

        private Hinted(Runnable task, String name, boolean longRunning) {
            super(task);
            HintsContext hints = new HintsContext();
            hints.setHint(HintsContext.NAME_HINT, name);
            hints.setHint(HintsContext.LONGRUNNING_HINT, longRunning);
            this.contexts = List.of(hints);
        }

        @Override
        public List<WorkContext> getWorkContexts() {
            return contexts;
        }
    }
}
