package org.ordercast.engine.transport;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ordercast.engine.Counter;
import org.ordercast.engine.FreshGroup;
import org.ordercast.engine.GroupSettings;
import org.ordercast.engine.membership.Endpoint;

class MulticastDatagramsTest {

    private final GroupSettings settings = FreshGroup.settings().build();
    private final List<Listener> open = new ArrayList<>();

    @AfterEach
    void closeAll() throws IOException {
        for (Listener listener : open) {
            listener.close();
        }
    }

    @Test
    void aMulticastReachesEveryMemberOnTheMachine() throws IOException {
        Listener first = listener(settings);
        Listener second = listener(settings);

        first.transport().multicast(bytes("to all"));

        assertThat(second.next()).isEqualTo("to all");
        assertThat(first.next()).as("a member hears itself, too").isEqualTo("to all");
    }

    @Test
    void aUnicastReachesItsMemberAlone() throws IOException {
        Listener sender = listener(settings);
        Listener meant = listener(settings);
        Listener other = listener(settings);

        sender.transport().unicast(meant.transport().endpoint(), bytes("to one"));
        sender.transport().multicast(bytes("to all"));

        assertThat(List.of(meant.next(), meant.next())).containsExactlyInAnyOrder("to one", "to all");
        assertThat(other.next()).isEqualTo("to all");
    }

    @Test
    void anotherGroupOnTheSamePortIsNotHeard() throws IOException {
        GroupSettings otherGroup = FreshGroup.settings()
                .groupAddress("239.254.254.254")
                .port(settings.port())
                .build();
        Listener here = listener(settings);
        Listener there = listener(otherGroup);

        there.transport().multicast(bytes("there"));
        here.transport().multicast(bytes("here"));

        assertThat(here.next()).isEqualTo("here");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void theSendersBufferIsLeftAsItWas(boolean direct) throws IOException {
        Listener listener = listener(settings);
        ByteBuffer buffer = direct ? ByteBuffer.allocateDirect(32) : ByteBuffer.allocate(32);
        buffer.put(bytes("head|body|tail")).flip().position(5).limit(9);

        listener.transport().multicast(buffer);
        listener.transport().unicast(listener.transport().endpoint(), buffer);

        assertThat(buffer.position()).isEqualTo(5);
        assertThat(buffer.limit()).isEqualTo(9);
        assertThat(List.of(listener.next(), listener.next())).containsOnly("body");
    }

    @Test
    void theLargestDatagramGoesInOnePiece() throws IOException {
        Listener listener = listener(settings);
        int size = listener.transport().maxDatagramSize();

        listener.transport().multicast(ByteBuffer.allocate(size));

        assertThat(listener.next()).hasSize(size);
    }

    @Test
    void noMoreAreReceivedThanAskedForAndTheRestStays() throws IOException {
        Listener listener = listener(settings);
        for (int i = 0; i < 3; i++) {
            listener.transport().multicast(bytes("group " + i));
            listener.transport().unicast(listener.transport().endpoint(), bytes("own " + i));
        }
        listener.awaitOne();

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

    @Test
    void whatIsSentAndReceivedIsCounted() throws IOException {
        Listener listener = listener(settings);

        listener.transport().multicast(bytes("12345"));
        listener.next();

        assertThat(listener.counters().get(Counter.DATAGRAMS_SENT)).isOne();
        assertThat(listener.counters().get(Counter.BYTES_SENT)).isEqualTo(5);
        assertThat(listener.counters().get(Counter.DATAGRAMS_RECEIVED)).isOne();
        assertThat(listener.counters().get(Counter.BYTES_RECEIVED)).isEqualTo(5);
    }

    @Test
    void whatTheSystemRefusesIsCountedAndToldOnce() throws IOException {
        Listener listener = listener(settings);

        listener.transport().multicast(ByteBuffer.allocate(65_536));
        listener.transport().multicast(ByteBuffer.allocate(65_536));

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

        listener.transport().unicast(Endpoint.ipv4(0xc0000201, 9), bytes("must not leave"));

        assertThat(listener.counters().get(Counter.SEND_FAILURES)).isOne();
    }

    @Test
    void aPortOfItsOwnThatIsTakenIsNamed() throws IOException {
        int taken = listener(settings).transport().endpoint().port();
        GroupSettings same = FreshGroup.settings().unicastPort(taken).build();

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

        Listener second = listener(FreshGroup.settings().unicastPort(port).build());

        assertThat(second.transport().endpoint().port()).isEqualTo(port);
    }

    @Test
    void aReceiveBufferBeyondTheSystemsLimitIsToldWithTheKernelSettingToRaise() throws IOException {
        GroupSettings greedy =
                FreshGroup.settings().receiveBuffer(Integer.MAX_VALUE).build();

        assertThat(listener(greedy).warnings())
                .singleElement()
                .asString()
                .startsWith("receiveBuffer: 2147483647 bytes were asked for, and the system granted ")
                .endsWith("sysctl -w net.core.rmem_max=2147483647");
    }

    @Test
    void aReceiveBufferThatIsGrantedIsNotWorthAWord() throws IOException {
        GroupSettings modest =
                FreshGroup.settings().receiveBuffer(65_536).sendBuffer(65_536).build();

        assertThat(listener(modest).warnings()).isEmpty();
    }

    private Listener listener(GroupSettings settings) throws IOException {
        Listener listener = Listener.open(settings);
        open.add(listener);
        return listener;
    }

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(UTF_8));
    }

    private static String text(ByteBuffer datagram) {
        return UTF_8.decode(datagram).toString();
    }
}
