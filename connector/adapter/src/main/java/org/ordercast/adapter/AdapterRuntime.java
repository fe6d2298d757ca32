package org.ordercast.adapter;

import jakarta.resource.spi.BootstrapContext;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.ordercast.GroupUnavailableException;
import org.ordercast.adapter.group.GroupAccess;
import org.ordercast.adapter.group.HostedMember;
import org.ordercast.adapter.group.SharedMembers;
import org.ordercast.adapter.inbound.Activations;
import org.ordercast.adapter.work.CompletionQueue;
import org.ordercast.engine.GroupSettings;

/**
 * What an adapter instance holds between start and stop: its part in the member, its activations, and the queue of its
 * completions. Safe for use by several threads.
 */
final class AdapterRuntime implements GroupAccess {

    /** How long {@link #close()} waits for applications that handle the completions of their sends. */
    private static final long COMPLETION_PATIENCE_SECONDS = 5;

    private final GroupSettings settings;
    private final Duration sendTimeout;
    private final SharedMembers members;
    private final Activations activations;
    private final CompletionQueue completions;
    private SharedMembers.@Nullable Lease lease;
    private boolean closed;

    AdapterRuntime(BootstrapContext context, GroupSettings settings, Duration sendTimeout, SharedMembers members) {
        this.settings = settings;
        this.sendTimeout = sendTimeout;
        this.members = members;
        this.activations = new Activations(context, this);
        this.completions = new CompletionQueue(context, "ordercast completions of group " + settings.group());
    }

    /** Starts the member, or takes part in the one that runs already; joining goes on in the background. */
    @Override
    public synchronized HostedMember join() throws GroupUnavailableException {
        if (closed) {
            throw new GroupUnavailableException(
                    "the resource adapter of group '" + settings.group() + "' is stopped; deploy or enable it again");
        }
        if (lease == null) {
            try {
                lease = members.acquire(settings);
            } catch (IOException e) {
                throw new GroupUnavailableException(
                        "the member of group '" + settings.group() + "' cannot be started: " + e.getMessage(), e);
            }
        }
        return lease.member();
    }

    @Override
    public Duration sendTimeout() {
        return sendTimeout;
    }

    @Override
    public Executor completions() {
        return completions;
    }

    Activations activations() {
        return activations;
    }

    /** Ends the subscriptions, leaves the group, and settles what was sent. */
    void close() {
        activations.close();
        SharedMembers.Lease ended;
        synchronized (this) {
            closed = true;
            ended = lease;
            lease = null;
        }
        if (ended != null) {
            ended.close();
        }
        completions.close(COMPLETION_PATIENCE_SECONDS);
    }
}
