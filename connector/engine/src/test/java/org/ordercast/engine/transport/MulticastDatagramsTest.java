package org.ordercast.engine.transport;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.ordercast.engine.Counter;
import org.ordercast.engine.Eventually;
import org.ordercast.engine.FreshGroup;
import org.ordercast.engine.GroupSettings;
import org.ordercast.engine.GroupSettingsBuilder;
import org.ordercast.engine.membership.Endpoint;

/** What holds for both kinds of sockets. */
@Timeout(120)
@ParameterizedClass
@EnumSource(Sockets.class)
class MulticastDatagramsTest {

    @Parameter
    private Sockets kind;

    private GroupSettings settings;
    private final List<Listener> open = new ArrayList<>();

    @BeforeEach
    void choose() {
        kind.assumeAvailable();
        settings = fresh().build();
    }

    @AfterEach
    void closeAll() {
        for (Listener listener : open) {
            listener.close();
        }
    }

    @Test
    void aMulticastReachesEveryMemberOnTheMachine() throws IOException {
        Listener first = listener(settings);
        Listener second = listener(settings);

        first.multicast(bytes("to all"));

        assertThat(second.next()).isEqualTo("to all");
        assertThat(first.next()).as("a member hears itself, too").isEqualTo("to all");
    }

    @Test
    void aUnicastReachesItsMemberAlone() throws IOException {
        Listener sender = listener(settings);
        Listener meant = listener(settings);
        Listener other = listener(settings);

        sender.unicast(meant.transport().endpoint(), bytes("to one"));
        sender.multicast(bytes("to all"));

        assertThat(List.of(meant.next(), meant.next())).containsExactlyInAnyOrder("to one", "to all");
        assertThat(other.next()).isEqualTo("to all");
    }

    @Test
    void anotherGroupOnTheSamePortIsNotHeard() throws IOException {
        GroupSettings otherGroup =
                fresh().groupAddress("239.254.254.254").port(settings.port()).build();
        Listener here = listener(settings);
        Listener there = listener(otherGroup);

        there.multicast(bytes("there"));
        here.multicast(bytes("here"));

        assertThat(here.next()).isEqualTo("here");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void theSendersBufferIsLeftAsItWas(boolean direct) throws IOException {
        Listener listener = listener(settings);
        ByteBuffer buffer = direct ? ByteBuffer.allocateDirect(32) : ByteBuffer.allocate(32);
        buffer.put(bytes("head|body|tail")).flip().position(5).limit(9);

        listener.multicast(buffer);
        listener.unicast(listener.transport().endpoint(), buffer);

        assertThat(buffer.position()).isEqualTo(5);
        assertThat(buffer.limit()).isEqualTo(9);
        assertThat(List.of(listener.next(), listener.next())).containsOnly("body");
    }

    @Test
    void theLargestDatagramGoesInOnePiece() throws IOException {
        Listener listener = listener(settings);
        int size = listener.transport().maxDatagramSize();

        listener.multicast(ByteBuffer.allocate(size));

        assertThat(listener.next()).hasSize(size);
    }

    @Test
    void noMoreAreReceivedThanAskedForAndTheRestStays() throws IOException {
        Listener listener = listener(settings);
        for (int i = 0; i < 3; i++) {
            listener.multicast(bytes("group " + i));
            listener.unicast(listener.transport().endpoint(), bytes("own " + i));
        }

        List<String> received = new ArrayList<>();
        while (received.size() < 6) {
            int before = received.size();
            int count = listener.transport().receive(datagram -> received.add(text(datagram)), 4);
            assertThat(count).isEqualTo(received.size() - before).isLessThanOrEqualTo(4);
        }

        assertThat(received)
                .containsExactlyInAnyOrder("group 0", "group 1", "group 2", "own 0", "own 1", "own 2")
                .containsSubsequence("own 0", "own 1", "own 2")
                .containsSubsequence("group 0", "group 1", "group 2");
    }

    @ParameterizedTest
    @ValueSource(ints = {300, 1_200, 30_000})
    void manyDatagramsOfOneTurnArriveWholeAndInOrder(int size) throws IOException {
        Listener listener = listener(settings);
        // Of three lengths, and, now and then, to another place.
        List<String> sent = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            String text = i + "|" + "x".repeat(i % 50 == 49 ? size / 2 : i % 70 == 69 ? size + 7 : size);
            sent.add(text);
            listener.transport().multicast(bytes(text));
            if (i % 20 == 19) {
                listener.transport().unicast(listener.transport().endpoint(), bytes("beside"));
            }
        }
        listener.transport().flush();

        List<String> arrived = new ArrayList<>();
        while (arrived.size() < sent.size() + 10) {
            arrived.add(listener.next());
        }
        arrived.removeIf("beside"::equals);
        assertThat(arrived).isEqualTo(sent);
    }

    @Test
    void aWakeUpEndsTheWait() throws Exception {
        Listener listener = listener(settings);
        listener.transport().receive(datagram -> {}, 1);
        Thread waker = new Thread(listener.transport()::wakeUp);
        waker.start();

        awaitWakeUp(listener);

        waker.join();
    }

    @Test
    void aWakeUpThatComesFirstEndsTheNextWait() throws IOException {
        Listener listener = listener(settings);
        listener.transport().wakeUp();
        awaitWakeUp(listener);

        listener.transport().wakeUp();
        awaitWakeUp(listener);
    }

    @Test
    void theWaitEndsWhenItsTimeIsOver() throws IOException {
        Listener listener = listener(settings);

        listener.transport().await(1);
        listener.transport().await(1_000_000);

        assertThat(listener.transport().receive(datagram -> {}, 1)).isZero();
    }

    @Test
    void whatIsSentWhenItIsClosedIsCountedAsLost() throws IOException {
        Listener listener = listener(settings);
        listener.close();

        listener.multicast(bytes("too late"));

        assertThat(listener.counters().get(Counter.SEND_FAILURES)).isOne();
    }

    @Test
    void membersOfBothKindsHearEachOther() throws IOException {
        Listener here = listener(settings);
        Listener there = listener(kind.other()
                .chosenIn(FreshGroup.settings().groupAddress(settings.groupAddress()))
                .port(settings.port())
                .build());

        here.multicast(bytes("to all"));
        assertThat(there.next()).isEqualTo("to all");
        there.unicast(here.transport().endpoint(), bytes("to one"));

        assertThat(List.of(here.next(), here.next())).containsExactlyInAnyOrder("to all", "to one");
    }

    @Test
    void whatIsSentAndReceivedIsCounted() throws IOException {
        Listener listener = listener(settings);

        listener.multicast(bytes("12345"));
        listener.next();

        assertThat(listener.counters().get(Counter.DATAGRAMS_SENT)).isOne();
        assertThat(listener.counters().get(Counter.BYTES_SENT)).isEqualTo(5);
        assertThat(listener.counters().get(Counter.DATAGRAMS_RECEIVED)).isOne();
        assertThat(listener.counters().get(Counter.BYTES_RECEIVED)).isEqualTo(5);
    }

    @Test
    void whatTheSystemRefusesIsCountedAndToldOnce() throws IOException {
        Listener listener = listener(settings);

        listener.multicast(ByteBuffer.allocate(65_536));
        listener.multicast(ByteBuffer.allocate(65_536));

        assertThat(listener.counters().get(Counter.SEND_FAILURES)).isEqualTo(2);
        assertThat(listener.counters().get(Counter.DATAGRAMS_SENT)).isZero();
        assertThat(listener.warnings())
                .singleElement()
                .asString()
                .contains("refused to send a datagram of 65536 bytes", "SEND_FAILURES");
    }

    @Test
    void anEndpointOutsideLoopbackIsNotSentTo() throws IOException {
        Listener listener = listener(settings);

        listener.unicast(Endpoint.ipv4(0xc0000201, 9), bytes("must not leave"));

        assertThat(listener.counters().get(Counter.SEND_FAILURES)).isOne();
    }

    @Test
    void aPortOfItsOwnThatIsTakenIsNamed() throws IOException {
        int taken = listener(settings).transport().endpoint().port();
        GroupSettings same = fresh().unicastPort(taken).build();

        assertThatIOException()
                .isThrownBy(() -> listener(same))
                .withMessageStartingWith("unicastPort: UDP port " + taken + " of 127.0.0.1 cannot be had");
    }

    @Test
    void aClosedTransportGivesItsPortBack() throws IOException {
        Listener first = listener(settings);
        int port = first.transport().endpoint().port();
        first.close();
        first.close();

        Listener second = listener(fresh().unicastPort(port).build());

        assertThat(second.transport().endpoint().port()).isEqualTo(port);
    }

    @Test
    void aReceiveBufferBeyondTheSystemsLimitIsToldWithTheKernelSettingToRaise() throws IOException {
        GroupSettings greedy = fresh().receiveBuffer(Integer.MAX_VALUE).build();

        assertThat(listener(greedy).warnings())
                .singleElement()
                .asString()
                .startsWith("receiveBuffer: 2147483647 bytes were asked for, and the system granted ")
                .endsWith("sysctl -w net.core.rmem_max=2147483647");
    }

    @Test
    void aReceiveBufferThatIsGrantedIsNotWorthAWord() throws IOException {
        GroupSettings modest = fresh().receiveBuffer(65_536).sendBuffer(65_536).build();

        assertThat(listener(modest).warnings()).isEmpty();
    }

    private Listener listener(GroupSettings settings) throws IOException {
        Listener listener = Listener.open(settings);
        open.add(listener);
        return listener;
    }

    private static void awaitWakeUp(Listener listener) throws IOException {
        long start = System.nanoTime();
        listener.transport().await(Eventually.DEADLINE.toNanos());
        assertThat(System.nanoTime() - start).as("the time waited").isLessThan(Eventually.DEADLINE.toNanos());
    }

    private GroupSettingsBuilder fresh() {
        return kind.chosenIn(FreshGroup.settings());
    }

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(UTF_8));
    }

    private static String text(ByteBuffer datagram) {
        return UTF_8.decode(datagram).toString();
    }
}
