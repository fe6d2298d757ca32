package org.ordercast.engine.driver;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * Publications on their way from any thread to the member's: those of one call stay adjacent. {@link #add} is for any thread, the
 * rest for the member's.
 *
 * <p>Dmitry Vyukov's intrusive queue for many producers and one consumer: to add is one atomic exchange, and makes no
 * object. Between that exchange and the link behind it, what is added is not seen yet; whoever adds therefore wakes the
 * consumer only afterwards.
 */
final class PublicationHandOver {

    private static final VarHandle NEWEST;

    static {
        try {
            NEWEST =
                    MethodHandles.lookup().findVarHandle(PublicationHandOver.class, "newest", PendingPublication.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /** The one that was added last; one that was taken, or never to be, if none is left. */
    private volatile PendingPublication newest;

    /** The one that was taken last. The member's thread's. */
    private PendingPublication taken;

    /** Creates an empty queue. */
    PublicationHandOver(PendingPublication nobodys) {
        newest = nobodys;
        taken = nobodys;
    }

    /** Adds publications that are linked to one another. */
    void add(PendingPublication first, PendingPublication last) {
        PendingPublication before = (PendingPublication) NEWEST.getAndSet(this, last);
        before.linkTo(first);
    }

    /** Whether nothing was added that was not taken, be it seen by {@link #peek} or not yet. */
    boolean isEmpty() {
        return taken == newest;
    }

    /** The next one, which stays it; null if there is none. */
    @Nullable
    PendingPublication peek() {
        return taken.next();
    }

    /** Takes the next one; null if there is none. */
    @Nullable
    PendingPublication poll() {
        PendingPublication next = taken.next();
        if (next != null) {
            // Nobody is to reach what is still on its way from what is done with long ago.
            taken.unlink();
            taken = next;
        }
        return next;
    }
}
