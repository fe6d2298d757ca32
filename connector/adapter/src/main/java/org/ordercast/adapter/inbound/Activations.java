package org.ordercast.adapter.inbound;

import jakarta.resource.NotSupportedException;
import jakarta.resource.ResourceException;
import jakarta.resource.spi.ActivationSpec;
import jakarta.resource.spi.BootstrapContext;
import jakarta.resource.spi.endpoint.MessageEndpointFactory;
import jakarta.resource.spi.work.WorkAdapter;
import jakarta.resource.spi.work.WorkEvent;
import jakarta.resource.spi.work.WorkException;
import jakarta.resource.spi.work.WorkManager;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.ordercast.GroupUnavailableException;
import org.ordercast.adapter.group.GroupAccess;
import org.ordercast.adapter.group.HostedMember;
import org.ordercast.adapter.work.ContainerWork;
import org.ordercast.engine.MemberClosedException;

/** The message-driven beans that the server has activated on one adapter instance. Safe for use by several threads. */
public final class Activations {

    private static final Logger LOG = System.getLogger(Activations.class.getName());

    /** Long enough for a bean's transaction, short enough for a redeployment to wait. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private record Active(HostedMember member, Subscription subscription) {
        void close() {
            member.remove(subscription);
            subscription.close(PATIENCE);
        }
    }

    private final BootstrapContext context;
    private final GroupAccess group;
    private final Map<MessageEndpointFactory, Active> active = new HashMap<>();
    private boolean closed;

    /**
     * Begins without any.
     *
     * @param context the server, whose threads deliver
     * @param group the group whose messages are delivered
     */
    public Activations(BootstrapContext context, GroupAccess group) {
        this.context = context;
        this.group = group;
    }

    /**
     * Subscribes a bean: whatever is ordered from now on is kept for it and delivered in order. Never asks for an
     * endpoint on the calling thread, which the server needs to start the bean.
     *
     * @param factory makes the bean's endpoints
     * @param spec what the bean asks for
     * @throws ResourceException if the specification is not allowed, the group cannot be had, or the server gives no
     *     thread
     */
    public void activate(MessageEndpointFactory factory, ActivationSpec spec) throws ResourceException {
        if (!(spec instanceof OrderedActivationSpec ordered)) {
            throw new NotSupportedException("activation specification of " + spec.getClass() + " is not allowed; "
                    + OrderedActivationSpec.class.getName());
        }
        ordered.validate();
        HostedMember member = group.join();
        Subscription subscription = subscribe(ordered.subscription(activationName(factory)), factory, ordered, member);
        remember(factory, new Active(member, subscription));
        try {
            begin(subscription);
        } catch (WorkException e) {
            subscription.abandon("the server gives no thread to deliver with", e);
            deactivate(factory);
            throw e;
        }
        LOG.log(
                Level.INFO,
                "subscription " + subscription.name() + ": receives destination " + ordered.getDestination()
                        + " of group '" + member.group() + "' after sequence "
                        + subscription.status().position());
    }

    /**
     * Ends a bean's subscription. Waits for the message in flight, but not for ever.
     *
     * @param factory what {@link #activate} was called with
     */
    public void deactivate(MessageEndpointFactory factory) {
        Active ended;
        synchronized (active) {
            ended = active.remove(factory);
        }
        if (ended != null) {
            ended.close();
        }
    }

    /** Ends every subscription, and allows no more. */
    public void close() {
        List<Active> ended;
        synchronized (active) {
            closed = true;
            ended = new ArrayList<>(active.values());
            active.clear();
        }
        // All are told before any is waited for: they end together, not one after another.
        ended.forEach(each -> each.subscription().end());
        ended.forEach(Active::close);
    }

    private void remember(MessageEndpointFactory factory, Active activation) throws ResourceException {
        synchronized (active) {
            if (!closed) {
                active.put(factory, activation);
                return;
            }
        }
        activation.close();
        throw new GroupUnavailableException(
                "subscription '" + activation.subscription().name() + "' came when the resource adapter was stopping");
    }

    private static Subscription subscribe(
            String name, MessageEndpointFactory factory, OrderedActivationSpec spec, HostedMember member)
            throws ResourceException {
        DeliveryGate gate = new DeliveryGate(name);
        EndpointSupply endpoints = new EndpointSupply(name, factory, gate);
        Subscription subscription;
        try {
            subscription =
                    new Subscription(name, member.group(), spec, member.member().openCursor(), gate, endpoints);
        } catch (MemberClosedException e) {
            throw new ResourceException(
                    "subscription '" + name + "' of group '" + member.group() + "' cannot be opened: " + e.getMessage(),
                    e);
        }
        try {
            member.add(subscription);
        } catch (ResourceException e) {
            subscription.close(PATIENCE);
            throw e;
        }
        return subscription;
    }

    private void begin(Subscription subscription) throws WorkException {
        context.getWorkManager()
                .scheduleWork(
                        ContainerWork.of(context, "ordercast subscription " + subscription.name(), true, subscription),
                        WorkManager.INDEFINITE,
                        // Work that brings contexts of its own must come without this one.
                        null,
                        new WorkAdapter() {
                            @Override
                            public void workRejected(WorkEvent event) {
                                subscription.abandon(
                                        "the server gives no thread to deliver with", event.getException());
                            }
                        });
    }

    private static String activationName(MessageEndpointFactory factory) {
        @Nullable String name = factory.getActivationName();
        if (name != null && !name.isEmpty()) {
            return name;
        }
        @Nullable Class<?> bean = factory.getEndpointClass();
        return bean == null ? "bean " + System.identityHashCode(factory) : bean.getName();
    }
}
