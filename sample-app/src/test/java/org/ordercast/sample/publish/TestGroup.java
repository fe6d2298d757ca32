package org.ordercast.sample.publish;

import jakarta.resource.cci.LocalTransaction;
import java.net.http.HttpClient;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import javax.naming.Reference;
import org.ordercast.Acknowledgement;
import org.ordercast.GroupUnavailableException;
import org.ordercast.Message;
import org.ordercast.OrdercastException;
import org.ordercast.OrderedConnection;
import org.ordercast.OrderedConnectionFactory;
import org.ordercast.Receipt;
import org.ordercast.sample.server.Servers;
import org.ordercast.sample.unordered.PeerFeeds;
import org.ordercast.sample.unordered.UnorderedLane;
import org.ordercast.sample.wire.Submission;
import org.ordercast.sample.wire.SubmissionCodec;

/** The way into a group, for tests: remembers what was sent, orders it at once, and fails from a message on if told. */
final class TestGroup implements OrderedConnectionFactory, OrderedConnection {

    private static final long serialVersionUID = 1L;

    final transient List<Submission> sent = new ArrayList<>();
    int failFrom = Integer.MAX_VALUE;
    int open;

    /** Generated commands of a server without peers. */
    static GeneratedOrders orders() {
        return new GeneratedOrders(1, new Submitter("server-1", 9, Clock.systemUTC(), new UnorderedLane(), noPeers()));
    }

    static PeerFeeds noPeers() {
        return new PeerFeeds(Servers.parse("server-1", "server-1=http://127.0.0.1:1/"), HttpClient.newHttpClient());
    }

    @Override
    public synchronized OrderedConnection getConnection() {
        open++;
        return this;
    }

    @Override
    public synchronized CompletionStage<Receipt> sendAsync(Message message, Acknowledgement acknowledgement)
            throws OrdercastException {
        if (sent.size() >= failFrom) {
            throw new GroupUnavailableException("the group is stopped");
        }
        sent.add(SubmissionCodec.decode(message.payload()));
        return CompletableFuture.completedFuture(new Receipt(sent.size(), 1));
    }

    @Override
    public void send(Message message, Acknowledgement acknowledgement) throws OrdercastException {
        sendAsync(message, acknowledgement);
    }

    @Override
    public LocalTransaction getLocalTransaction() {
        throw new UnsupportedOperationException("the sample has no use for transactions");
    }

    @Override
    public synchronized void close() {
        open--;
    }

    @Override
    public void setReference(Reference reference) {
        throw new UnsupportedOperationException("this factory is bound nowhere");
    }

    @Override
    public Reference getReference() {
        throw new UnsupportedOperationException("this factory is bound nowhere");
    }
}
