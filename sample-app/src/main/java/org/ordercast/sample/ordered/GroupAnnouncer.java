package org.ordercast.sample.ordered;

import java.util.logging.Level;
import java.util.logging.Logger;
import org.ordercast.OrdercastException;
import org.ordercast.OrderedConnection;
import org.ordercast.OrderedConnectionFactory;
import org.ordercast.sample.publish.Submitter;
import org.ordercast.sample.wire.Content;

/** Publishes to the group. Safe for use by several threads. */
public final class GroupAnnouncer implements Announcer {

    private static final Logger LOG = Logger.getLogger(GroupAnnouncer.class.getName());

    private final OrderedConnectionFactory factory;
    private final Submitter submitter;

    /**
     * Creates the announcer of a server.
     *
     * @param factory gives connections to the group
     * @param submitter publishes
     */
    public GroupAnnouncer(OrderedConnectionFactory factory, Submitter submitter) {
        this.factory = factory;
        this.submitter = submitter;
    }

    @Override
    public void announce(Content content) {
        try (OrderedConnection connection = factory.getConnection()) {
            submitter.publish(connection, content).whenComplete((receipt, failure) -> {
                if (failure != null) {
                    notPublished(content, failure);
                }
            });
        } catch (OrdercastException failure) {
            notPublished(content, failure);
        }
    }

    private static void notPublished(Content content, Throwable failure) {
        LOG.log(Level.WARNING, failure, () -> "Not published: " + describe(content) + "; it will be asked for again");
    }

    private static String describe(Content content) {
        if (content instanceof Content.SnapshotRequest request) {
            return "the request to " + request.responder() + " for a snapshot of the book";
        }
        return content instanceof Content.Snapshot snapshot
                ? "the snapshot of the book at sequence " + snapshot.position()
                : "a command";
    }
}
