package org.ordercast.adapter.administration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.management.AttributeNotFoundException;
import javax.management.MBeanServer;
import javax.management.Notification;
import javax.management.ObjectName;
import javax.management.openmbean.CompositeData;
import org.junit.jupiter.api.Test;
import org.ordercast.SubscriptionState;
import org.ordercast.SubscriptionStatus;
import org.ordercast.adapter.group.ManagedSubscription;
import org.ordercast.adapter.testing.FakeMember;
import org.ordercast.engine.Counter;
import org.ordercast.engine.GroupSettings;
import org.ordercast.engine.LogAlarm;

class ManagementBeansTest {

    private final MBeanServer server = ManagementFactory.getPlatformMBeanServer();
    private final String group = "test, \"of\" = * ? " + UUID.randomUUID();
    private final FakeMember member =
            new FakeMember(GroupSettings.builder().group(group).memberId("m:1").build());

    @Test
    void showAMemberWithItsGroupItsStateAndItsPositions() throws Exception {
        member.order(new byte[1]);
        try (ManagementBeans beans = ManagementBeans.open(member)) {
            assertThat(beans).isNotNull();
            ObjectName name = name("Member", "");

            assertThat(server.getAttribute(name, "Group")).isEqualTo(group);
            assertThat(server.getAttribute(name, "MemberId")).isEqualTo("m:1");
            assertThat(server.getAttribute(name, "State")).isEqualTo("SEQUENCING");
            assertThat(server.getAttribute(name, "StateCode")).isEqualTo(4);
            assertThat(server.getAttribute(name, "Reason")).isEqualTo("as the test says");
            assertThat(server.getAttribute(name, "Sequencer")).isEqualTo("m:1");
            assertThat(server.getAttribute(name, "Epoch")).isEqualTo(FakeMember.EPOCH);
            assertThat(server.getAttribute(name, "Ordered")).isEqualTo(1L);
            assertThat(server.getAttribute(name, "Committed")).isEqualTo(1L);
            assertThat(server.getAttribute(name, "Stable")).isEqualTo(0L);
            assertThat(server.getAttribute(name, "Digest")).isEqualTo("000000000000cafe");
            assertThat(server.getAttribute(name, "MemberCount")).isEqualTo(3);
        }
    }

    @Test
    void showHowFarBehindTheOrderEachMemberIs() throws Exception {
        member.order(new byte[1]);
        member.order(new byte[1]);
        try (ManagementBeans beans = ManagementBeans.open(member)) {
            assertThat(beans).isNotNull();
            CompositeData[] members = (CompositeData[]) server.getAttribute(name("Member", ""), "Members");

            assertThat(members).extracting(each -> each.get("id")).containsExactly("m:1", "other", "silent");
            assertThat(members).extracting(each -> each.get("lag")).containsExactly(0L, 2L, -1L);
            assertThat(server.getAttribute(name("Member", ""), "GreatestMemberLag"))
                    .isEqualTo(2L);
        }
    }

    @Test
    void showTheLogAndWhatIsWrongWithIt() throws Exception {
        member.order(new byte[1]);
        try (ManagementBeans beans = ManagementBeans.open(member)) {
            assertThat(beans).isNotNull();
            ObjectName log = name("Log", "");

            assertThat(server.getAttribute(log, "Durability")).isEqualTo("OS");
            assertThat(server.getAttribute(log, "Directory")).isEqualTo("/data/log");
            assertThat(server.getAttribute(log, "FirstSequence")).isEqualTo(1L);
            assertThat(server.getAttribute(log, "LastSequence")).isEqualTo(1L);
            assertThat(server.getAttribute(log, "WrittenSequence")).isEqualTo(1L);
            assertThat(server.getAttribute(log, "ForcedSequence")).isEqualTo(0L);
            assertThat(server.getAttribute(log, "Bytes")).isEqualTo(1_000L);
            assertThat(server.getAttribute(log, "Segments")).isEqualTo(2);
            assertThat(server.getAttribute(log, "UnwrittenBytes")).isEqualTo(3L);
            assertThat(server.getAttribute(log, "Complete")).isEqualTo(true);
            assertThat((String[]) server.getAttribute(log, "Damaged")).containsExactly("the second segment is damaged");
            assertThat(server.getAttribute(log, "DamagedSequences")).isEqualTo(7L);
            assertThat(server.getAttribute(log, "DamagesFound")).isEqualTo(5L);
            assertThat(server.getAttribute(log, "DamagesRepaired")).isEqualTo(4L);
        }
    }

    @Test
    void tellWhoeverListensOfAlarmsThatAreRaisedAndCleared() throws Exception {
        BlockingQueue<Notification> heard = new LinkedBlockingQueue<>();
        LogAlarm full = new LogAlarm(LogAlarm.Kind.DISK_FULL, "the disk is full", "/data/log", 0, 4_096, Instant.EPOCH);
        try (ManagementBeans beans = ManagementBeans.open(member)) {
            assertThat(beans).isNotNull();
            ObjectName name = name("Member", "");
            server.addNotificationListener(name, (notification, handback) -> heard.add(notification), null, null);

            member.alarm(full);
            Notification raised = heard.poll(60, TimeUnit.SECONDS);
            assertThat(raised.getType()).isEqualTo("org.ordercast.alarm.raised");
            assertThat(raised.getSource()).isEqualTo(name);
            assertThat(raised.getMessage()).isEqualTo("the disk is full");
            CompositeData data = (CompositeData) raised.getUserData();
            assertThat(data.get("kind")).isEqualTo("DISK_FULL");
            assertThat(data.get("directory")).isEqualTo("/data/log");
            assertThat(data.get("freeBytes")).isEqualTo(0L);
            assertThat(data.get("missingBytes")).isEqualTo(4_096L);
            CompositeData[] alarms = (CompositeData[]) server.getAttribute(name, "Alarms");
            assertThat(alarms).extracting(alarm -> alarm.get("text")).containsExactly("the disk is full");

            member.alarm(null);
            Notification cleared = heard.poll(60, TimeUnit.SECONDS);
            assertThat(cleared.getType()).isEqualTo("org.ordercast.alarm.cleared");
            assertThat(cleared.getSequenceNumber()).isGreaterThan(raised.getSequenceNumber());
            assertThat((CompositeData[]) server.getAttribute(name, "Alarms")).isEmpty();
        }
        member.alarm(full);
        assertThat(heard).as("after the end").isEmpty();
    }

    @Test
    void showEveryCounterAsAnAttribute() throws Exception {
        try (ManagementBeans beans = ManagementBeans.open(member)) {
            assertThat(beans).isNotNull();
            ObjectName name = name("Counters", "");

            assertThat(server.getMBeanInfo(name).getAttributes()).hasSize(Counter.values().length);
            for (Counter counter : Counter.values()) {
                assertThat(server.getAttribute(name, CountersBean.attribute(counter)))
                        .isEqualTo(member.counters().get(counter));
            }
            assertThat(server.getAttributes(name, new String[] {"NaksSent", "DroppedCorrupt", "Nothing"}))
                    .hasSize(2);
            assertThatThrownBy(() -> server.getAttribute(name, "Nothing"))
                    .isInstanceOf(AttributeNotFoundException.class);
        }
    }

    @Test
    void showAndSteerASubscription() throws Exception {
        FakeSubscription subscription = new FakeSubscription("app#Bean");
        try (ManagementBeans beans = ManagementBeans.open(member)) {
            beans.show(subscription);
            ObjectName name = name("Subscription", ",name=" + ObjectName.quote("app#Bean"));

            assertThat(server.getAttribute(name, "State")).isEqualTo("DELIVERING");
            assertThat(server.getAttribute(name, "Lag")).isEqualTo(3L);
            assertThat(server.getAttribute(name, "Malformed")).isEqualTo(7L);
            server.invoke(name, "pause", new Object[0], new String[0]);
            assertThat(server.getAttribute(name, "State")).isEqualTo("PAUSED");
            server.invoke(name, "resume", new Object[0], new String[0]);
            assertThat(server.getAttribute(name, "State")).isEqualTo("DELIVERING");

            beans.hide(subscription);
            assertThat(server.isRegistered(name)).isFalse();
        }
    }

    @Test
    void leaveNothingBehind() throws Exception {
        ManagementBeans beans = ManagementBeans.open(member);
        beans.show(new FakeSubscription("one"));
        beans.show(new FakeSubscription("two"));
        assertThat(server.queryNames(ours(), null)).hasSize(5);

        beans.close();

        assertThat(server.queryNames(ours(), null)).isEmpty();
    }

    @Test
    void ofTwoMembersOfOneNameDoNotClash() throws Exception {
        try (ManagementBeans first = ManagementBeans.open(member);
                ManagementBeans second = ManagementBeans.open(member)) {
            assertThat(first).isNotSameAs(second);
            assertThat(server.isRegistered(name("Member", ""))).isTrue();
            assertThat(server.isRegistered(name("Member", ",instance=2"))).isTrue();
        }
        assertThat(server.queryNames(ours(), null)).isEmpty();
    }

    private ObjectName ours() throws Exception {
        return new ObjectName("org.ordercast:group=" + ObjectName.quote(group) + ",*");
    }

    private ObjectName name(String type, String more) throws Exception {
        return new ObjectName("org.ordercast:type=" + type + ",group=" + ObjectName.quote(group) + ",member="
                + ObjectName.quote("m:1") + more);
    }

    private static final class FakeSubscription implements ManagedSubscription {

        private final String name;
        private SubscriptionState state = SubscriptionState.DELIVERING;

        private FakeSubscription(String name) {
            this.name = name;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public SubscriptionStatus status() {
            return new SubscriptionStatus(name, "*", state, 2, 3, 4, 5, 6);
        }

        @Override
        public String reason() {
            return "as the test says";
        }

        @Override
        public long malformed() {
            return 7;
        }

        @Override
        public void pause() {
            state = SubscriptionState.PAUSED;
        }

        @Override
        public void resume() {
            state = SubscriptionState.DELIVERING;
        }
    }
}
