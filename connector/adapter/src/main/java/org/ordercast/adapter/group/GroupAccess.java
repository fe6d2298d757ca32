package org.ordercast.adapter.group;

import java.time.Duration;
import java.util.concurrent.Executor;
import org.ordercast.GroupUnavailableException;

/**
 * What a resource adapter gives to its connections, subscriptions and administered objects. Safe for use by several
 * threads.
 */
public interface GroupAccess {

    /**
     * The adapter's member, which joins the group now if it has not yet.
     *
     * @return the member
     * @throws GroupUnavailableException if the adapter is not running, or the member cannot be started
     */
    HostedMember join() throws GroupUnavailableException;

    /**
     * How long a send may take.
     *
     * @return the adapter's send timeout
     */
    Duration sendTimeout();

    /**
     * Runs what follows an asynchronous send, away from the member's own thread.
     *
     * @return an executor that keeps the order of its tasks
     */
    Executor completions();
}
