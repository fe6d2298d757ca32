package org.ordercast.engine.driver;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.ordercast.engine.keys.KeyFile;
import org.ordercast.engine.security.KeyRing;
import org.ordercast.engine.thread.BackgroundThread;

/**
 * Brings a running member its group's new keys. A thread of its own looks at the key file every few seconds, for a file
 * may be on a disk that answers late; what it finds is handed over to the member's thread, which alone uses keys. A file
 * that cannot be read, or says what is not allowed, is warned about, and the keys stay as they were.
 */
public final class KeyWatch implements AutoCloseable {

    private static final Duration INTERVAL = Duration.ofSeconds(2);

    private final AtomicReference<@Nullable KeyRing> handedOver = new AtomicReference<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Consumer<KeyRing> user;
    private final Runnable signal;
    private final MemberEvents events;
    private final @Nullable BackgroundThread thread;

    private KeyWatch(
            @Nullable KeyFile file, String threadName, Consumer<KeyRing> user, Runnable signal, MemberEvents events) {
        this.user = user;
        this.signal = signal;
        this.events = events;
        this.thread = file == null ? null : new BackgroundThread(threadName, () -> watch(file));
    }

    /**
     * Watches nothing: the group has no key, or not from a file.
     *
     * @param events what the operator is told
     * @return a watch without a thread
     */
    public static KeyWatch none(MemberEvents events) {
        return new KeyWatch(null, "", keys -> {}, () -> {}, events);
    }

    /**
     * Watches a file, from {@link #start} on.
     *
     * @param file the file
     * @param threadName the name of the thread
     * @param user takes new keys, on the member's thread
     * @param signal tells the member's thread that there are new keys
     * @param events what the operator is told
     * @return a watch that is not started
     */
    public static KeyWatch of(
            KeyFile file, String threadName, Consumer<KeyRing> user, Runnable signal, MemberEvents events) {
        return new KeyWatch(file, threadName, user, signal, events);
    }

    /** Starts to watch. */
    public void start() {
        if (thread != null) {
            thread.start();
        }
    }

    /** Hands the newest keys to their user. On the member's thread, when it was told that there are new ones. */
    void apply() {
        KeyRing keys = handedOver.getAndSet(null);
        if (keys != null) {
            user.accept(keys);
            events.keysChanged(keys);
        }
    }

    /** Ends the watch; its thread ends by itself. Closing again has no effect. */
    @Override
    public void close() {
        closed.countDown();
    }

    private void watch(KeyFile file) {
        try {
            while (!closed.await(INTERVAL.toMillis(), TimeUnit.MILLISECONDS)) {
                look(file);
            }
        } catch (InterruptedException e) {
            events.warning(
                    "the thread that looks at " + file + " was interrupted; new keys take a restart from now on");
        }
    }

    private void look(KeyFile file) {
        try {
            Optional<KeyRing> keys = file.readIfChanged();
            if (keys.isPresent()) {
                handedOver.set(keys.get());
                signal.run();
            }
        } catch (IOException e) {
            events.warning(e.getMessage() + "; the keys stay as they were");
        }
    }
}
