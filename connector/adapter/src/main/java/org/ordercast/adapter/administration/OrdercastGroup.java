package org.ordercast.adapter.administration;

import jakarta.resource.Referenceable;
import jakarta.resource.ResourceException;
import jakarta.resource.spi.AdministeredObject;
import jakarta.resource.spi.ResourceAdapter;
import jakarta.resource.spi.ResourceAdapterAssociation;
import java.io.Serializable;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.naming.Reference;
import org.jspecify.annotations.Nullable;
import org.ordercast.GroupPositions;
import org.ordercast.GroupUnavailableException;
import org.ordercast.MemberState;
import org.ordercast.MemberStatus;
import org.ordercast.OrdercastException;
import org.ordercast.OrderedGroup;
import org.ordercast.SubscriptionStatus;
import org.ordercast.adapter.group.GroupAccess;
import org.ordercast.adapter.group.HostedMember;
import org.ordercast.adapter.group.ManagedSubscription;
import org.ordercast.engine.GroupSnapshot;

/**
 * The administered object that shows a group. Its first use lets the adapter join its group. What it is asked while the
 * adapter is not running, or cannot join, ends in an {@link IllegalStateException} that says so.
 */
@AdministeredObject(adminObjectInterfaces = OrderedGroup.class)
public class OrdercastGroup implements OrderedGroup, ResourceAdapterAssociation, Referenceable, Serializable {

    private static final long serialVersionUID = 1L;

    private transient volatile @Nullable ResourceAdapter resourceAdapter;
    private volatile @Nullable Reference reference;

    /** Creates the object; the server binds it to its resource adapter. */
    public OrdercastGroup() {}

    @Override
    public String groupName() {
        return hosted().group();
    }

    @Override
    public String memberId() {
        return hosted().member().settings().memberId();
    }

    @Override
    public MemberState state() {
        return Snapshots.state(snapshot());
    }

    @Override
    public Optional<String> sequencer() {
        return snapshot().sequencer();
    }

    @Override
    public List<MemberStatus> members() {
        return Snapshots.members(snapshot());
    }

    @Override
    public GroupPositions positions() {
        return Snapshots.positions(snapshot());
    }

    @Override
    public List<SubscriptionStatus> subscriptions() {
        return hosted().subscriptions().stream()
                .map(ManagedSubscription::status)
                .toList();
    }

    @Override
    public void pause(String subscription) throws OrdercastException {
        find(subscription).pause();
    }

    @Override
    public void resume(String subscription) throws OrdercastException {
        find(subscription).resume();
    }

    private ManagedSubscription find(String subscription) throws OrdercastException {
        HostedMember member = hosted();
        return member.subscription(subscription)
                .orElseThrow(() -> new OrdercastException("there is no subscription '" + subscription
                        + "' on this server's member of group '" + member.group() + "'; there are: "
                        + member.subscriptions().stream()
                                .map(ManagedSubscription::name)
                                .collect(Collectors.joining(", ", "[", "]"))));
    }

    private GroupSnapshot snapshot() {
        return hosted().member().snapshot();
    }

    private HostedMember hosted() {
        if (!(resourceAdapter instanceof GroupAccess group)) {
            throw new IllegalStateException("the group object belongs to "
                    + (resourceAdapter == null ? "no resource adapter" : resourceAdapter.getClass())
                    + "; look it up as a resource of the Ordercast resource adapter");
        }
        try {
            return group.join();
        } catch (GroupUnavailableException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }

    @Override
    public @Nullable ResourceAdapter getResourceAdapter() {
        return resourceAdapter;
    }

    @Override
    public void setResourceAdapter(ResourceAdapter adapter) throws ResourceException {
        this.resourceAdapter = adapter;
    }

    @Override
    public void setReference(Reference newReference) {
        this.reference = newReference;
    }

    @Override
    public @Nullable Reference getReference() {
        return reference;
    }
}
