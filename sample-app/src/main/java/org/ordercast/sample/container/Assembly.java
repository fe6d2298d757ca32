package org.ordercast.sample.container;

import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.net.http.HttpClient;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import org.ordercast.OrderedConnectionFactory;
import org.ordercast.OrderedGroup;
import org.ordercast.sample.measure.Meter;
import org.ordercast.sample.ordered.Announcer;
import org.ordercast.sample.ordered.CatchUp;
import org.ordercast.sample.ordered.Delivery;
import org.ordercast.sample.ordered.GroupAnnouncer;
import org.ordercast.sample.ordered.SlowBean;
import org.ordercast.sample.publish.Burst;
import org.ordercast.sample.publish.Flow;
import org.ordercast.sample.publish.GeneratedOrders;
import org.ordercast.sample.publish.Submitter;
import org.ordercast.sample.replica.Replica;
import org.ordercast.sample.server.Servers;
import org.ordercast.sample.status.ClusterReport;
import org.ordercast.sample.status.ServerReport;
import org.ordercast.sample.unordered.PeerFeeds;
import org.ordercast.sample.unordered.UnorderedLane;
import org.ordercast.sample.web.Pages;

/**
 * Makes each part of the application once, and gives it the parts that it needs and what the container has for it: the
 * way into the group, and threads. The parts know no container.
 */
@ApplicationScoped
public class Assembly {

    private static final String ALONE = "server-1";
    private static final String ALONE_AT = ALONE + "=http://127.0.0.1:8080/orderbook/";
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(1);

    @SuppressWarnings("NullAway.Init") // The container sets it before it asks for a part.
    @Resource(lookup = Lifecycle.FACTORY)
    private OrderedConnectionFactory factory;

    @SuppressWarnings("NullAway.Init") // The container sets it before it asks for a part.
    @Resource(lookup = Lifecycle.GROUP)
    private OrderedGroup group;

    @SuppressWarnings("NullAway.Init") // The container sets it before it asks for a part.
    @Resource
    private ManagedExecutorService executor;

    /** Drawn anew at each start: names this server's life, and its orders in this life. */
    private final int session = new SecureRandom().nextInt();

    /** Created by the container. */
    public Assembly() {}

    @Produces
    @Singleton
    Servers servers() {
        return Servers.parse(
                System.getProperty(Servers.SELF_PROPERTY, ALONE), System.getProperty(Servers.ALL_PROPERTY, ALONE_AT));
    }

    @Produces
    @Singleton
    HttpClient client() {
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(CONNECT_TIMEOUT)
                .executor(executor)
                .build();
    }

    @Produces
    @Singleton
    OrderedConnectionFactory connectionFactory() {
        return factory;
    }

    @Produces
    @Singleton
    Replica replica(Servers servers) {
        return new Replica(servers.self());
    }

    @Produces
    @Singleton
    Meter meter() {
        return new Meter(() -> System.nanoTime() / 1_000_000);
    }

    @Produces
    @Singleton
    SlowBean slowBean() {
        return new SlowBean();
    }

    @Produces
    @Singleton
    UnorderedLane lane() {
        return new UnorderedLane();
    }

    @Produces
    @Singleton
    PeerFeeds feeds(Servers servers, HttpClient client) {
        return new PeerFeeds(servers, client);
    }

    @Produces
    @Singleton
    Submitter submitter(Servers servers, UnorderedLane lane, PeerFeeds feeds) {
        return new Submitter(servers.self(), session, Clock.systemUTC(), lane, feeds);
    }

    @Produces
    @Singleton
    GeneratedOrders generatedOrders(Submitter submitter) {
        return new GeneratedOrders(session, submitter);
    }

    @Produces
    @Singleton
    Burst burst(GeneratedOrders orders) {
        return new Burst(factory, orders, executor);
    }

    @Produces
    @Singleton
    Flow flow(GeneratedOrders orders) {
        return new Flow(factory, orders);
    }

    @Produces
    @Singleton
    Announcer announcer(Submitter submitter) {
        return new GroupAnnouncer(factory, submitter);
    }

    @Produces
    @Singleton
    CatchUp catchUp(Replica replica, Announcer announcer) {
        return new CatchUp(replica, group, announcer);
    }

    @Produces
    @Singleton
    Delivery delivery(Replica replica, Meter meter, SlowBean slowBean, Announcer announcer) {
        return new Delivery(
                replica,
                meter,
                slowBean,
                group,
                Clock.systemUTC(),
                snapshot -> executor.execute(() -> announcer.announce(snapshot)));
    }

    @Produces
    @Singleton
    ServerReport serverReport(
            Servers servers,
            Delivery delivery,
            SlowBean slowBean,
            Replica replica,
            CatchUp catchUp,
            UnorderedLane lane,
            PeerFeeds feeds,
            Meter meter,
            Burst burst,
            Flow flow) {
        return new ServerReport(
                servers.self(),
                HexFormat.of().toHexDigits(session),
                group,
                delivery,
                slowBean,
                replica,
                catchUp,
                lane,
                feeds,
                meter,
                burst,
                flow);
    }

    @Produces
    @Singleton
    ClusterReport clusterReport(
            Servers servers, ServerReport own, Replica replica, UnorderedLane lane, HttpClient client) {
        return new ClusterReport(servers, own::toJson, replica.trail(), lane.trail(), client, System::nanoTime);
    }

    @Produces
    @Singleton
    Pages pages(ClusterReport report) {
        return new Pages(executor, report::toJson);
    }
}
