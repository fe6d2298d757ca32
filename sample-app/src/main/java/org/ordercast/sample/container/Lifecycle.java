package org.ordercast.sample.container;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.inject.Inject;
import jakarta.resource.AdministeredObjectDefinition;
import jakarta.resource.ConnectionFactoryDefinition;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.ordercast.sample.ordered.CatchUp;
import org.ordercast.sample.publish.Flow;
import org.ordercast.sample.web.Pages;

/** Starts with the application and stops with it: declares the way into the group, and keeps the timers. */
@Singleton
@Startup
@ConnectionFactoryDefinition(
        name = Lifecycle.FACTORY,
        interfaceName = "org.ordercast.OrderedConnectionFactory",
        resourceAdapter = "ordercast")
@AdministeredObjectDefinition(
        name = Lifecycle.GROUP,
        interfaceName = "org.ordercast.OrderedGroup",
        className = "org.ordercast.adapter.administration.OrdercastGroup",
        resourceAdapter = "ordercast")
public class Lifecycle {

    /** Where the connection factory is to be found. */
    static final String FACTORY = "java:app/ordercast/factory";

    /** Where the group is to be found. */
    static final String GROUP = "java:app/ordercast/group";

    @SuppressWarnings("NullAway.Init") // The container sets it before it starts the bean.
    @Resource
    private ManagedScheduledExecutorService timer;

    @Inject
    private CatchUp catchUp;

    @Inject
    private Flow flow;

    @Inject
    private Pages pages;

    private final List<Future<?>> timers = new ArrayList<>();

    /** Created by the container. */
    public Lifecycle() {}

    @PostConstruct
    void start() {
        every(CatchUp.TICK_MILLIS, catchUp::tick);
        every(Flow.TICK_MILLIS, flow::tick);
    }

    @PreDestroy
    void stop() {
        pages.stop();
        timers.forEach(task -> task.cancel(true));
    }

    private void every(int millis, Runnable task) {
        timers.add(timer.scheduleWithFixedDelay(task, millis, millis, TimeUnit.MILLISECONDS));
    }
}
