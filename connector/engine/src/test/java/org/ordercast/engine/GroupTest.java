package org.ordercast.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.FutureTask;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.ordercast.engine.TestGroup.Seen;
import org.ordercast.engine.transport.Sockets;

/** Members of one group, on real sockets of each kind. */
@Timeout(180)
@ParameterizedClass
@EnumSource(Sockets.class)
class GroupTest {

    private static final int MESSAGES = 1_000;

    @Parameter
    private Sockets kind;

    @BeforeEach
    void skipWithoutSockets() {
        kind.assumeAvailable();
    }

    @Test
    void threeMembersReadTheSameOrderOfMessagesFromAllThree() throws Exception {
        try (TestGroup group = group(UnaryOperator.identity())) {
            assertOneOrderAfterPublishingFromAll(group.startTogether("a", "b", "c"), MESSAGES);
        }
    }

    @Test
    void theyDoSoWhenOneDatagramInTwentyIsLost() throws Exception {
        try (TestGroup group = group(settings -> settings.simulatedLoss(0.05))) {
            List<Member> members = group.startTogether("a", "b", "c");

            assertOneOrderAfterPublishingFromAll(members, MESSAGES);

            assertThat(members)
                    .allSatisfy(member -> assertThat(member.counters().get(Counter.DROPPED_ON_PURPOSE))
                            .isPositive());
        }
    }

    @Test
    void theyDoSoWithDatagramsOfAnEthernet() throws Exception {
        try (TestGroup group = group(settings -> settings.maxDatagramSize(1_472))) {
            assertOneOrderAfterPublishingFromAll(group.startTogether("a", "b", "c"), MESSAGES);
        }
    }

    @Test
    void aMemberThatJoinsLaterReadsFromItsFirstMessageOn() throws Exception {
        try (TestGroup group = group(UnaryOperator.identity())) {
            Member first = group.start("a");
            TestGroup.result(TestGroup.publishing(first, payloads(1, 10)));

            Member second = group.startAlone("b");
            Cursor cursor = second.openCursor();
            group.awaitView(2);
            FutureTask<List<Seen>> read = TestGroup.reading(cursor, 5);
            List<Place> places = TestGroup.result(TestGroup.publishing(first, payloads(2, 5)));

            assertThat(TestGroup.result(read))
                    .extracting(Seen::sequence)
                    .isEqualTo(places.stream().map(Place::sequence).toList());
        }
    }

    @Test
    void aReaderThatDoesNotReadSlowsTheGroupDownAndMissesNothing() throws Exception {
        int message = 10_000;
        int many = 600; // six times what the log and the buffers on the way hold
        try (TestGroup group = group(settings -> settings.logMemory(1 << 20)
                .windowSize(65_536)
                .maxMessageSize(message)
                .publishBuffer(10 * message))) {
            List<Member> members = group.startTogether("a", "b");
            Cursor slow = members.get(1).openCursor();
            Member publisher = members.get(0);
            List<byte[]> payloads = List.of(new byte[message]);

            int published = 0;
            boolean stopped = false;
            while (!stopped) {
                assertThat(published).as("published before anybody read").isLessThan(many);
                try {
                    published += publisher
                            .publish(payloads, Acknowledgement.ORDERED, Duration.ofMillis(500))
                            .size();
                } catch (NoRoomException full) {
                    stopped = true;
                }
            }
            FutureTask<List<Seen>> read = TestGroup.reading(slow, many);
            TestGroup.result(TestGroup.publishing(publisher, repeated(new byte[message], many - published)));

            assertThat(TestGroup.result(read)).hasSize(many);
        }
    }

    @Test
    void aMemberThatClosesLeavesTheView() throws Exception {
        try (TestGroup group = group(UnaryOperator.identity())) {
            Member sequencer = group.start("a");
            Member leaver = group.start("b");
            group.awaitView(2);

            leaver.close();

            Eventually.until(
                    "the view is without b",
                    () -> sequencer.snapshot().members().size() == 1);
            assertThat(sequencer.snapshot().members())
                    .extracting(GroupSnapshot.ViewMember::id)
                    .containsExactly("a");
        }
    }

    @Test
    void groupsOnOneAddressAndPortDoNotMix() throws Exception {
        GroupSettings common = FreshGroup.settings().build();
        UnaryOperator<GroupSettingsBuilder> onOnePort =
                settings -> settings.groupAddress(common.groupAddress()).port(common.port());
        try (TestGroup here = group(onOnePort);
                TestGroup there = group(onOnePort)) {
            Member member = here.start("a");
            Member stranger = there.start("a");
            Cursor cursor = member.openCursor();

            TestGroup.result(TestGroup.publishing(stranger, payloads(1, 10)));
            TestGroup.result(TestGroup.publishing(member, payloads(2, 1)));

            assertThat(cursor.peek(Eventually.DEADLINE).orElseThrow().incarnation())
                    .isEqualTo(member.snapshot().members().get(0).incarnation());
            assertThat(member.counters().get(Counter.DROPPED_FOREIGN_GROUP)).isPositive();
        }
    }

    @Test
    void aPayloadAboveTheBoundIsRefused() throws Exception {
        try (TestGroup group = group(settings -> settings.maxMessageSize(1_000))) {
            Member member = group.startAlone("a");

            assertThatExceptionOfType(PayloadTooLargeException.class)
                    .isThrownBy(() -> member.publish(List.of(new byte[1_001]), Acknowledgement.ORDERED, Duration.ZERO));
        }
    }

    @Test
    void anIpv6GroupReadsOneOrder() throws Exception {
        String route = "ip -6 route add local ff00::/8 dev lo table local";
        Class<?> program = kind == Sockets.EPOLL ? Ipv6Epoll.class : Ipv6Nio.class;

        assertThat(NetworkNamespace.run(route, program)).endsWith("one order over IPv6");
    }

    /** What an IPv6 group does, in the network of its own that it needs. */
    static final class Ipv6Nio {

        private Ipv6Nio() {}

        public static void main(String[] args) throws Exception {
            orderOverIpv6(Sockets.NIO);
        }
    }

    /** The same over sockets of the other kind. */
    static final class Ipv6Epoll {

        private Ipv6Epoll() {}

        public static void main(String[] args) throws Exception {
            orderOverIpv6(Sockets.EPOLL);
        }
    }

    private static void orderOverIpv6(Sockets kind) throws Exception {
        for (String address : List.of("ff15::4f43", "ff02::4f43%lo")) {
            try (TestGroup group = new TestGroup(settings -> kind.chosenIn(settings.groupAddress(address)))) {
                assertOneOrderAfterPublishingFromAll(group.startTogether("a", "b", "c"), 100);
            }
        }
        System.out.println("one order over IPv6");
    }

    private TestGroup group(UnaryOperator<GroupSettingsBuilder> change) {
        return new TestGroup(settings -> change.apply(kind.chosenIn(settings)));
    }

    private static void assertOneOrderAfterPublishingFromAll(List<Member> members, int messages) throws Exception {
        List<FutureTask<List<Seen>>> readers = new ArrayList<>();
        for (Member member : members) {
            readers.add(TestGroup.reading(member.openCursor(), messages * members.size()));
        }
        List<FutureTask<List<Place>>> publishers = new ArrayList<>();
        for (Member member : members) {
            publishers.add(TestGroup.publishing(member, payloads(publishers.size(), messages)));
        }

        for (FutureTask<List<Place>> publisher : publishers) {
            assertThat(TestGroup.result(publisher)).hasSize(messages);
        }
        List<List<Seen>> orders = new ArrayList<>();
        for (FutureTask<List<Seen>> reader : readers) {
            orders.add(TestGroup.result(reader));
        }
        TestGroup.assertOneOrder(orders);
        Eventually.until(
                "all digests agree",
                () -> members.stream()
                                .map(member -> member.snapshot().digest())
                                .distinct()
                                .count()
                        == 1);
    }

    /** Payloads of mixed sizes: most are small, some take several datagrams. */
    private static List<byte[]> payloads(long seed, int count) {
        Random random = new Random(seed);
        List<byte[]> payloads = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            byte[] payload = new byte[i % 100 == 99 ? random.nextInt(200_000) : random.nextInt(300)];
            random.nextBytes(payload);
            payloads.add(payload);
        }
        return payloads;
    }

    private static List<byte[]> repeated(byte[] payload, int count) {
        return Collections.nCopies(count, payload);
    }
}
