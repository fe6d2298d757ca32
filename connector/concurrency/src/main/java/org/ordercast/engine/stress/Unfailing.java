package org.ordercast.engine.stress;

import java.util.concurrent.Callable;

/** Calls what does not fail in a stress test, whose actors may declare no exception. */
public final class Unfailing {

    private Unfailing() {}

    /**
     * Calls something; unchecked exceptions go through.
     *
     * @param <T> what it gives
     * @param call the call
     * @return what it gives
     */
    public static <T> T call(Callable<T> call) {
        try {
            return call.call();
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException("a call in a stress test failed", e);
        }
    }
}
