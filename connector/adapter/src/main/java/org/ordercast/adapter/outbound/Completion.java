package org.ordercast.adapter.outbound;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.ordercast.OrdercastException;
import org.ordercast.Receipt;

/**
 * Completes the application's side of an asynchronous send, on a thread that the application may use as it likes and
 * with the context class loader that it sent with.
 */
final class Completion<T> {

    private final CompletableFuture<Receipt> receipt = new CompletableFuture<>();
    private final Executor executor;
    private final Function<T, Receipt> success;
    private final Function<Throwable, Throwable> failure;
    private final @Nullable ClassLoader application = Thread.currentThread().getContextClassLoader();

    Completion(Executor executor, Function<T, Receipt> success, Function<Throwable, Throwable> failure) {
        this.executor = executor;
        this.success = success;
        this.failure = failure;
    }

    /** The application's side of what the future will say. */
    @SuppressWarnings("FutureReturnValueIgnored") // What follows the future ends in the receipt, failures too.
    CompletionStage<Receipt> of(CompletableFuture<T> future) {
        future.whenComplete(this::handOver);
        return receipt;
    }

    private void handOver(@Nullable T result, @Nullable Throwable problem) {
        executor.execute(() -> {
            Thread thread = Thread.currentThread();
            ClassLoader before = thread.getContextClassLoader();
            thread.setContextClassLoader(application);
            try {
                complete(result, problem);
            } finally {
                thread.setContextClassLoader(before);
            }
        });
    }

    private void complete(@Nullable T result, @Nullable Throwable problem) {
        if (result != null) {
            receipt.complete(success.apply(result));
        } else {
            receipt.completeExceptionally(
                    problem == null
                            ? new OrdercastException("the send ended without a result")
                            : failure.apply(problem));
        }
    }
}
