package org.ordercast.adapter.testing;

import jakarta.resource.spi.BootstrapContext;
import jakarta.resource.spi.XATerminator;
import jakarta.resource.spi.work.ExecutionContext;
import jakarta.resource.spi.work.Work;
import jakarta.resource.spi.work.WorkContext;
import jakarta.resource.spi.work.WorkContextProvider;
import jakarta.resource.spi.work.WorkException;
import jakarta.resource.spi.work.WorkListener;
import jakarta.resource.spi.work.WorkManager;
import jakarta.resource.spi.work.WorkRejectedException;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.Timer;

/** As much of an application server as a resource adapter sees: a thread for each work, with a foreign class loader. */
public final class FakeServer implements BootstrapContext, WorkManager {

    /** What stands in for the class loader of whichever application was deployed last. */
    public static final ClassLoader FOREIGN_LOADER = new ClassLoader(FakeServer.class.getClassLoader()) {};

    private final List<Thread> threads = new ArrayList<>();
    private final List<Work> works = new ArrayList<>();
    private boolean supportsContexts = true;
    private boolean rejects;

    public FakeServer withoutWorkContexts() {
        supportsContexts = false;
        return this;
    }

    public synchronized void rejectWork(boolean newRejects) {
        rejects = newRejects;
    }

    public synchronized List<Work> works() {
        return List.copyOf(works);
    }

    public synchronized long liveThreads() {
        return threads.stream().filter(Thread::isAlive).count();
    }

    @Override
    public WorkManager getWorkManager() {
        return this;
    }

    @Override
    public boolean isContextSupported(Class<? extends WorkContext> type) {
        return supportsContexts;
    }

    @Override
    public void scheduleWork(Work work) throws WorkException {
        scheduleWork(work, INDEFINITE, null, null);
    }

    @Override
    public synchronized void scheduleWork(Work work, long startTimeout, ExecutionContext context, WorkListener listener)
            throws WorkException {
        if (rejects) {
            throw new WorkRejectedException("the test's server gives no threads");
        }
        if (work instanceof WorkContextProvider && context != null) {
            throw new WorkRejectedException("contexts and an execution context at once");
        }
        works.add(work);
        Thread thread = new Thread(work, "fake work " + works.size());
        thread.setContextClassLoader(FOREIGN_LOADER);
        thread.setDaemon(true);
        threads.add(thread);
        thread.start();
    }

    @Override
    public void doWork(Work work) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void doWork(Work work, long startTimeout, ExecutionContext context, WorkListener listener) {
        throw new UnsupportedOperationException();
    }

    @Override
    public long startWork(Work work) {
        throw new UnsupportedOperationException();
    }

    @Override
    public long startWork(Work work, long startTimeout, ExecutionContext context, WorkListener listener) {
        throw new UnsupportedOperationException();
    }

    @Override
    public XATerminator getXATerminator() {
        throw new UnsupportedOperationException();
    }

    @Override
    public Timer createTimer() {
        throw new UnsupportedOperationException();
    }

    @Override
    public TransactionSynchronizationRegistry getTransactionSynchronizationRegistry() {
        throw new UnsupportedOperationException();
    }
}
