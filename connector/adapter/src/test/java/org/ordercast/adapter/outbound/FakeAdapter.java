package org.ordercast.adapter.outbound;

import jakarta.resource.ResourceException;
import jakarta.resource.spi.ActivationSpec;
import jakarta.resource.spi.BootstrapContext;
import jakarta.resource.spi.ResourceAdapter;
import jakarta.resource.spi.endpoint.MessageEndpointFactory;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Executor;
import javax.transaction.xa.XAResource;
import org.ordercast.GroupUnavailableException;
import org.ordercast.adapter.group.GroupAccess;
import org.ordercast.adapter.group.HostedMember;
import org.ordercast.adapter.group.SharedMembers;
import org.ordercast.adapter.testing.FakeGroup;
import org.ordercast.adapter.testing.FakeMember;
import org.ordercast.adapter.testing.FakeServer;
import org.ordercast.adapter.work.CompletionQueue;
import org.ordercast.engine.GroupSettings;

/** A resource adapter that is nothing but access to a group. */
final class FakeAdapter implements ResourceAdapter, GroupAccess {

    static final int MAX_MESSAGE = 1_000;

    private final FakeGroup group = new FakeGroup();
    private final CompletionQueue completions = new CompletionQueue(new FakeServer(), "completions");
    private final SharedMembers.Lease lease;
    private volatile boolean stopped;

    FakeAdapter() {
        try {
            lease = group.members()
                    .acquire(GroupSettings.builder()
                            .maxMessageSize(MAX_MESSAGE)
                            .publishBuffer(2 * MAX_MESSAGE)
                            .build());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    OrdercastManagedConnectionFactory factory() {
        try {
            OrdercastManagedConnectionFactory factory = new OrdercastManagedConnectionFactory();
            factory.setResourceAdapter(this);
            return factory;
        } catch (ResourceException e) {
            throw new AssertionError(e);
        }
    }

    FakeMember member() {
        return group.member();
    }

    @Override
    public HostedMember join() throws GroupUnavailableException {
        if (stopped) {
            throw new GroupUnavailableException("the adapter is stopped");
        }
        return lease.member();
    }

    @Override
    public Duration sendTimeout() {
        return Duration.ofMinutes(1);
    }

    @Override
    public Executor completions() {
        return completions;
    }

    @Override
    public void start(BootstrapContext context) {}

    @Override
    public void stop() {
        stopped = true;
        lease.close();
        completions.close(60);
    }

    @Override
    public void endpointActivation(MessageEndpointFactory factory, ActivationSpec spec) {}

    @Override
    public void endpointDeactivation(MessageEndpointFactory factory, ActivationSpec spec) {}

    @Override
    public XAResource[] getXAResources(ActivationSpec[] specs) {
        return new XAResource[0];
    }
}
