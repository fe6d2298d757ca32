package org.ordercast.adapter;

import jakarta.resource.ResourceException;
import jakarta.resource.spi.ActivationSpec;
import jakarta.resource.spi.BootstrapContext;
import jakarta.resource.spi.ConfigProperty;
import jakarta.resource.spi.Connector;
import jakarta.resource.spi.ResourceAdapter;
import jakarta.resource.spi.ResourceAdapterInternalException;
import jakarta.resource.spi.TransactionSupport;
import jakarta.resource.spi.endpoint.MessageEndpointFactory;
import java.io.Serializable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import javax.transaction.xa.XAResource;
import org.jspecify.annotations.Nullable;
import org.ordercast.GroupUnavailableException;
import org.ordercast.adapter.administration.ManagementBeans;
import org.ordercast.adapter.configuration.AllowedRange;
import org.ordercast.adapter.configuration.GroupConfiguration;
import org.ordercast.adapter.configuration.Unit;
import org.ordercast.adapter.group.GroupAccess;
import org.ordercast.adapter.group.HostedMember;
import org.ordercast.adapter.group.SharedMembers;
import org.ordercast.adapter.inbound.TransactionOutcome;
import org.ordercast.engine.Member;

/**
 * The resource adapter: a server's part in one group.
 *
 * <p>Instances of equal properties in one JVM are one member. An instance whose properties were set joins its group when
 * it starts: a server may be there for the sequencer alone, and a mistake in the configuration should fail the adapter's
 * deployment, not an application's. An instance with every property at its default joins when it is first used: some
 * servers make such instances for each connection factory that an application defines, and a stray one must not become
 * a member of a group that nobody meant.
 */
@Connector(
        displayName = "Ordercast",
        description = "Reliable, totally ordered multicast",
        vendorName = "Ordercast",
        eisType = "Ordercast",
        version = "0.1",
        transactionSupport = TransactionSupport.TransactionSupportLevel.LocalTransaction)
public class OrdercastResourceAdapter extends GroupConfiguration implements ResourceAdapter, GroupAccess, Serializable {

    private static final long serialVersionUID = 1L;

    /** Static for one reason: instances that the server makes know nothing of each other. Empty while none is in use. */
    private static final SharedMembers MEMBERS = new SharedMembers(Member::start, ManagementBeans::open);

    @ConfigProperty(
            type = Long.class,
            defaultValue = "30000",
            description = "How long a send or a commit may wait, for room and for its acknowledgement together, 1 to "
                    + "3600000 ms.")
    @Unit("ms")
    @AllowedRange(property = "sendTimeout", min = 1, max = 3_600_000)
    private Long sendTimeout = 30_000L;

    private final transient SharedMembers members;
    private transient volatile @Nullable AdapterRuntime runtime;

    /** Creates the adapter with every property at its default. */
    public OrdercastResourceAdapter() {
        this(MEMBERS);
    }

    OrdercastResourceAdapter(SharedMembers members) {
        this.members = members;
    }

    @Override
    public void start(BootstrapContext context) throws ResourceAdapterInternalException {
        AdapterRuntime starting;
        try {
            starting = new AdapterRuntime(context, settings(), Duration.ofMillis(sendTimeout), members);
        } catch (IllegalArgumentException e) {
            throw new ResourceAdapterInternalException("Ordercast is not configured rightly: " + e.getMessage(), e);
        }
        if (!equals(new OrdercastResourceAdapter(members))) {
            try {
                starting.join();
            } catch (GroupUnavailableException e) {
                throw new ResourceAdapterInternalException("Ordercast does not start: " + e.getMessage(), e);
            }
        }
        runtime = starting;
    }

    @Override
    public void stop() {
        AdapterRuntime stopping = runtime;
        if (stopping != null) {
            stopping.close();
        }
        runtime = null;
    }

    @Override
    public void endpointActivation(MessageEndpointFactory factory, ActivationSpec spec) throws ResourceException {
        running().activations().activate(factory, spec);
    }

    @Override
    public void endpointDeactivation(MessageEndpointFactory factory, ActivationSpec spec) {
        AdapterRuntime current = runtime;
        if (current != null) {
            current.activations().deactivate(factory);
        }
    }

    /** One resource, which recovers nothing: so a transaction manager can settle what its log has of deliveries. */
    @Override
    public XAResource[] getXAResources(ActivationSpec[] specs) {
        return new XAResource[] {new TransactionOutcome()};
    }

    @Override
    public HostedMember join() throws GroupUnavailableException {
        return running().join();
    }

    @Override
    public Duration sendTimeout() {
        return Duration.ofMillis(sendTimeout);
    }

    @Override
    public Executor completions() {
        AdapterRuntime current = runtime;
        // After the stop nobody waits for room any more: what is left to complete is completed by its caller.
        return current == null ? Runnable::run : current.completions();
    }

    private AdapterRuntime running() throws GroupUnavailableException {
        AdapterRuntime current = runtime;
        if (current == null) {
            throw new GroupUnavailableException(
                    "the resource adapter of group '" + getGroup() + "' is not running; deploy or enable it again");
        }
        return current;
    }

    /**
     * How long a send or a commit may wait, in milliseconds.
     *
     * @return the value
     */
    public Long getSendTimeout() {
        return sendTimeout;
    }

    /**
     * Sets {@link #getSendTimeout()}.
     *
     * @param sendTimeout the value
     */
    public void setSendTimeout(Long sendTimeout) {
        this.sendTimeout = sendTimeout;
    }

    @Override
    protected List<Object> values() {
        List<Object> values = new ArrayList<>(super.values());
        values.add(sendTimeout);
        return values;
    }

    /** Adapters are equal if all their properties are. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof OrdercastResourceAdapter that && values().equals(that.values());
    }

    @Override
    public int hashCode() {
        return values().hashCode();
    }
}
