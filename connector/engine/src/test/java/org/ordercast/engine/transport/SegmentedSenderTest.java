package org.ordercast.engine.transport;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketOption;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.ordercast.engine.Counter;
import org.ordercast.engine.protocol.Counters;

class SegmentedSenderTest {

    private static final InetSocketAddress ALL = new InetSocketAddress(InetAddress.getLoopbackAddress(), 1);
    private static final InetSocketAddress ONE = new InetSocketAddress(InetAddress.getLoopbackAddress(), 2);

    private final FakeSocket socket = new FakeSocket();
    private final Counters counters = new Counters();
    private final List<String> warnings = new ArrayList<>();
    private final SegmentedSender sender =
            new SegmentedSender(socket, ByteBuffer.allocateDirect(65_536), counters, warnings::add);

    @Test
    void datagramsOfOneLengthGoTogetherAtTheEndOfTheTurn() {
        send(ALL, "aaa", "bbb", "ccc");
        assertThat(socket.calls).isEmpty();

        sender.flush();

        assertThat(socket.calls).containsExactly("1: aaa bbb ccc");
        assertThat(counters.get(Counter.DATAGRAMS_SENT)).isEqualTo(3);
        assertThat(counters.get(Counter.BYTES_SENT)).isEqualTo(9);
    }

    @Test
    void aTurnWithNothingToSendSendsNothing() {
        sender.flush();

        assertThat(socket.calls).isEmpty();
    }

    @Test
    void aShorterOneIsTheLast() {
        send(ALL, "aaa", "bbb", "c");

        assertThat(socket.calls).containsExactly("1: aaa bbb c");
    }

    @Test
    void aLongerOneBeginsAnew() {
        send(ALL, "aaa", "bbb", "cccc", "dddd");
        sender.flush();

        assertThat(socket.calls).containsExactly("1: aaa bbb", "1: cccc dddd");
    }

    @Test
    void anotherPlaceBeginsAnewSoThatTheOrderIsKept() {
        send(ALL, "aaa", "bbb");
        send(ONE, "ccc");
        send(ALL, "ddd");
        sender.flush();

        assertThat(socket.calls).containsExactly("1: aaa bbb", "2: ccc", "1: ddd");
    }

    @Test
    void whereNothingMayBeSentCountsAsLostAndDisturbsNothing() {
        send(ALL, "aaa");
        send(null, "bbb");
        sender.flush();

        assertThat(socket.calls).containsExactly("1: aaa");
        assertThat(counters.get(Counter.SEND_FAILURES)).isOne();
    }

    @Test
    void noMoreGoTogetherThanTheSystemCuts() {
        for (int i = 0; i < 130; i++) {
            send(ALL, "x");
        }
        sender.flush();

        assertThat(socket.calls).extracting(call -> call.split(" ").length - 1).containsExactly(64, 64, 2);
    }

    @Test
    void noMoreBytesGoTogetherThanADatagramHolds() {
        String text = "x".repeat(30_000);
        send(ALL, text, text, text);
        sender.flush();

        assertThat(socket.calls).extracting(call -> call.split(" ").length - 1).containsExactly(2, 1);
    }

    @Test
    void aLongOneGoesAtOnceAndFromWhereItLies() {
        ByteBuffer direct = ByteBuffer.allocateDirect(40_000);
        send(ALL, "aaa", "bbb");
        sender.send(ALL, direct);

        assertThat(socket.calls).hasSize(2).first().isEqualTo("1: aaa bbb");
        assertThat(socket.last).isSameAs(direct);
        assertThat(direct.remaining()).isEqualTo(40_000);
    }

    @Test
    void aFullSocketLosesAllThatGoTogetherAndIsNotAnError() {
        socket.full = true;
        send(ALL, "aaa", "bbb");
        sender.flush();
        socket.full = false;
        send(ALL, "ccc");
        sender.flush();

        assertThat(socket.calls).containsExactly("1: ccc");
        assertThat(counters.get(Counter.SEND_FAILURES)).isEqualTo(2);
        assertThat(counters.get(Counter.DATAGRAMS_SENT)).isOne();
        assertThat(warnings).isEmpty();
    }

    @Test
    void aSystemThatRefusesToCutGetsThemOneByOneForGoodAndItIsToldOnce() {
        socket.cuts = false;
        send(ALL, "aaa", "bbb", "c");
        send(ALL, "ddd", "eee");

        assertThat(socket.calls).containsExactly("1: aaa", "1: bbb", "1: c", "1: ddd", "1: eee");
        assertThat(counters.get(Counter.DATAGRAMS_SENT)).isEqualTo(5);
        assertThat(counters.get(Counter.SEND_FAILURES)).isZero();
        assertThat(warnings)
                .singleElement()
                .asString()
                .startsWith("nativeTransport: the system refused to cut 3 datagrams of 3 bytes (cannot cut)");
    }

    @Test
    void aSystemThatRefusesEverythingIsNotBlamedForCutting() {
        socket.refusesAll = true;
        send(ALL, "aaa", "bbb");
        sender.flush();
        socket.refusesAll = false;
        send(ALL, "ccc", "ddd");
        sender.flush();

        assertThat(socket.calls).containsExactly("1: ccc ddd");
        assertThat(counters.get(Counter.SEND_FAILURES)).isEqualTo(2);
        assertThat(warnings).singleElement().asString().contains("refused to send a datagram of 3 bytes", "no route");
    }

    private void send(InetSocketAddress to, String... texts) {
        for (String text : texts) {
            ByteBuffer datagram = ByteBuffer.wrap(text.getBytes(UTF_8));
            sender.send(to, datagram);
            assertThat(datagram.remaining()).as("what is left of the buffer").isEqualTo(text.length());
        }
    }

    /** Cuts as Linux does, and remembers each call as the port it went to and the datagrams that came of it. */
    private static final class FakeSocket implements SegmentingSocket {
        private final List<String> calls = new ArrayList<>();
        private ByteBuffer last = ByteBuffer.allocate(0);
        private int segment;
        private boolean cuts = true;
        private boolean full;
        private boolean refusesAll;

        @Override
        public void segmentBy(int size) {
            segment = size;
        }

        @Override
        public boolean send(ByteBuffer bytes, InetSocketAddress to) throws IOException {
            if (refusesAll) {
                throw new IOException("no route");
            }
            if (full) {
                return false;
            }
            boolean cut = segment != 0 && bytes.remaining() > segment;
            if (cut && !cuts) {
                throw new IOException("cannot cut");
            }
            assertThat(bytes.isDirect()).isTrue();
            last = bytes;
            StringBuilder call = new StringBuilder(to.getPort() + ":");
            String all = UTF_8.decode(bytes).toString();
            int length = cut ? segment : all.length();
            for (int start = 0; start < all.length(); start += length) {
                call.append(' ').append(all, start, Math.min(start + length, all.length()));
            }
            calls.add(call.toString());
            return true;
        }

        @Override
        public <T> void set(SocketOption<T> option, T value) {
            throw new UnsupportedOperationException();
        }

        @Override
        public int bufferSize(SocketOption<Integer> option) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void bind(InetSocketAddress address) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void join(InetAddress group, NetworkInterface networkInterface) {
            throw new UnsupportedOperationException();
        }

        @Override
        public InetSocketAddress localAddress() {
            throw new UnsupportedOperationException();
        }

        @Override
        public void close() {}
    }
}
