package org.ordercast.adapter.administration;

import java.util.HexFormat;
import java.util.List;
import javax.management.ListenerNotFoundException;
import javax.management.MBeanNotificationInfo;
import javax.management.NotificationEmitter;
import javax.management.NotificationFilter;
import javax.management.NotificationListener;
import org.jspecify.annotations.Nullable;
import org.ordercast.engine.GroupSnapshot;
import org.ordercast.engine.Member;

/**
 * Shows a member, and sends a notification for each alarm of its log. Every attribute is read from a snapshot of its own.
 */
final class MemberBean implements MemberMXBean, NotificationEmitter, AutoCloseable {

    private static final long UNKNOWN = -1;

    private final Member member;
    private final AlarmNotifications notifications;

    MemberBean(Member member) {
        this.member = member;
        this.notifications = new AlarmNotifications(this);
    }

    /** Begins to hear of alarms. */
    void open() {
        member.addLogListener(notifications);
    }

    @Override
    public void close() {
        member.removeLogListener(notifications);
        notifications.close();
    }

    @Override
    public String getGroup() {
        return member.settings().group();
    }

    @Override
    public String getMemberId() {
        return member.settings().memberId();
    }

    @Override
    public String getState() {
        return member.snapshot().state().name();
    }

    @Override
    public int getStateCode() {
        return member.snapshot().state().code();
    }

    @Override
    public String getReason() {
        return member.snapshot().reason();
    }

    @Override
    public String getSequencer() {
        return member.snapshot().sequencer().orElse("");
    }

    @Override
    public long getEpoch() {
        return member.snapshot().epoch();
    }

    @Override
    public long getOrdered() {
        return member.snapshot().ordered();
    }

    @Override
    public long getCommitted() {
        return member.snapshot().committed();
    }

    @Override
    public long getStable() {
        return member.snapshot().stable();
    }

    @Override
    public String getDigest() {
        return HexFormat.of().toHexDigits(member.snapshot().digest());
    }

    @Override
    public int getMemberCount() {
        return member.snapshot().members().size();
    }

    @Override
    public List<ViewEntry> getMembers() {
        GroupSnapshot snapshot = member.snapshot();
        return snapshot.members().stream()
                .map(each -> new ViewEntry(
                        each.id(),
                        each.incarnation(),
                        each.address(),
                        each.sequencer(),
                        each.acknowledged(),
                        lag(snapshot, each)))
                .toList();
    }

    @Override
    public List<AlarmEntry> getAlarms() {
        return member.logSnapshot().alarms().stream().map(AlarmEntry::of).toList();
    }

    @Override
    public MBeanNotificationInfo[] getNotificationInfo() {
        return notifications.info();
    }

    @Override
    public void addNotificationListener(
            NotificationListener listener, @Nullable NotificationFilter filter, @Nullable Object handback) {
        notifications.add(listener, filter, handback);
    }

    @Override
    public void removeNotificationListener(NotificationListener listener) throws ListenerNotFoundException {
        notifications.remove(listener);
    }

    @Override
    public void removeNotificationListener(
            NotificationListener listener, @Nullable NotificationFilter filter, @Nullable Object handback)
            throws ListenerNotFoundException {
        notifications.remove(listener, filter, handback);
    }

    @Override
    public long getGreatestMemberLag() {
        GroupSnapshot snapshot = member.snapshot();
        return snapshot.members().stream()
                .mapToLong(each -> lag(snapshot, each))
                .filter(lag -> lag != UNKNOWN)
                .max()
                .orElse(0);
    }

    private static long lag(GroupSnapshot snapshot, GroupSnapshot.ViewMember each) {
        return each.acknowledged() < 0 ? UNKNOWN : Math.max(0, snapshot.ordered() - each.acknowledged());
    }
}
