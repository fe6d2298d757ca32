package org.ordercast.engine.link;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;
import org.ordercast.engine.security.GroupKey;

/**
 * The server's side of a link over TCP, and a client that says anything, in any portions: it is answered or sent away, and costs
 * nothing afterwards. Without a key it learns no more than that somebody is there.
 *
 * <p>The session is the real one on a real stream socket, of the kind that needs no port.
 */
class LogSessionFuzz {

    private static final int MOST_TURNS = 400;
    private static final int MOST_ANSWERED = 1 << 20;
    private static final LinkSealing SEALED = Keys.sealing(Keys.key(1));

    /** What the first byte of an input asks for. */
    private static final int WITH_SEALING = 1;

    private static final int REPAIR_HELLO = 2;
    private static final int REPAIR_REQUEST = 4;

    private final FakeLog log = new FakeLog(Records.upTo(9));
    private final List<String> warnings = new ArrayList<>();

    static Stream<byte[]> seeds() {
        Hello plain = new Hello(Hello.VERSION, 0, Hello.Verdict.WELCOME, Fetched.GROUP, 1, 2);
        Hello sealed = new Hello(Hello.VERSION, 1, Hello.Verdict.WELCOME, Fetched.GROUP, 1, 2);
        return Stream.of(
                seed(REPAIR_REQUEST, plain, 0),
                seed(REPAIR_REQUEST, plain, 5),
                seed(REPAIR_REQUEST | WITH_SEALING, sealed, 0),
                seed(WITH_SEALING, sealed, 3),
                seed(WITH_SEALING, plain, 3),
                seed(0, new Hello(9, 0, Hello.Verdict.WELCOME, Fetched.GROUP, 1, 2), 0),
                seed(0, new Hello(Hello.VERSION, 0, Hello.Verdict.WELCOME, 1, 1, 2), 0),
                seed(REPAIR_HELLO | REPAIR_REQUEST, plain, Long.MAX_VALUE));
    }

    private static byte[] seed(int mode, Hello hello, long sequence) {
        return ByteBuffer.allocate(2 + Hello.LENGTH + Long.BYTES + 30)
                .put((byte) mode)
                .put((byte) 16)
                .put(hello.encode())
                .putLong(sequence)
                .array();
    }

    @MethodSource("seeds")
    @FuzzTest
    void aClientIsAnsweredOrSentAwayAndCostsNothingAfterwards(byte[] input) throws IOException {
        if (input.length < 2) {
            return;
        }
        boolean sealed = (input[0] & WITH_SEALING) != 0;
        try (Wire wire = new Wire();
                Selector selector = Selector.open()) {
            ServedLog served = new ServedLog(
                    Fetched.GROUP, sealed ? SEALED : LinkSealing.none(), log, Fetched.LIMITS, warnings::add);
            wire.server.configureBlocking(false);
            SelectionKey key = wire.server.register(selector, SelectionKey.OP_READ);
            LogSession session = new LogSession(wire.server, key, served, 0);
            Client client = new Client(wire.client, session);
            converse(client, input, sealed);
            wire.client.shutdownOutput();
            client.untilSilence();

            assertThat(session.hasEnded()).isTrue();
            assertThat(log.readers()).isZero();
            assertThat(served.takePlace()).isTrue();
            if (sealed && !client.isAuthentic) {
                assertThat(client.received.length).isLessThanOrEqualTo(Hello.LENGTH);
                assertThat(log.everRead()).isEqualTo(client.readBefore);
            }
            assertThat(warnings).isEmpty();
        }
    }

    /** Says hello, and asks; either as it comes, or so that only the interesting part is the fuzzer's. */
    private void converse(Client client, byte[] input, boolean sealed) throws IOException {
        client.readBefore = log.everRead();
        int portion = 1 + (input[1] & 0xff);
        byte[] said = Arrays.copyOfRange(input, 2, input.length);
        if ((input[0] & REPAIR_HELLO) != 0 && said.length >= Hello.LENGTH) {
            byte[] hello =
                    new Hello(Hello.VERSION, sealed ? 1 : 0, Hello.Verdict.WELCOME, Fetched.GROUP, 7, 8).encode();
            System.arraycopy(hello, 0, said, 0, hello.length);
        }
        int first = Math.min(said.length, Hello.LENGTH);
        client.say(said, 0, first, portion);
        Hello mine = first < Hello.LENGTH ? null : Hello.decode(Arrays.copyOf(said, first));
        Hello theirs = client.received.length < Hello.LENGTH
                ? null
                : Hello.decode(Arrays.copyOf(client.received, Hello.LENGTH));
        boolean asks = mine != null && theirs != null && (input[0] & REPAIR_REQUEST) != 0;
        if (asks && said.length >= first + Long.BYTES) {
            // With a key or without, as its hello said: it is authentic only with the key.
            GroupKey key = mine.isSealed() ? Keys.key(1) : null;
            client.isAuthentic = key != null;
            byte[] chunk = new byte[ChunkSeal.overhead(key != null) + Request.LENGTH];
            long sequence = ByteBuffer.wrap(said).getLong(first);
            (sealed ? SEALED : LinkSealing.none())
                    .seal(key, LinkSealing.Direction.REQUEST, mine, theirs)
                    .wrap(Request.encode(mine, theirs, sequence), Request.LENGTH, chunk);
            client.say(chunk, 0, chunk.length, portion);
            first += Long.BYTES;
        }
        client.say(said, first, said.length, portion);
    }

    /** A client, and the server's turns between its words. */
    private static final class Client {
        private final SocketChannel channel;
        private final LogSession session;
        private byte[] received = {};
        private boolean isAuthentic;
        private int readBefore;

        Client(SocketChannel channel, LogSession session) {
            this.channel = channel;
            this.session = session;
        }

        void say(byte[] bytes, int from, int to, int portion) throws IOException {
            for (int at = from; at < to && !session.hasEnded(); at += portion) {
                try {
                    channel.write(ByteBuffer.wrap(bytes, at, Math.min(portion, to - at)));
                } catch (IOException closed) {
                    return;
                }
                listen();
            }
        }

        void untilSilence() throws IOException {
            for (int turn = 0; turn < MOST_TURNS && !session.hasEnded(); turn++) {
                listen();
            }
        }

        /** Lets the server go on, and takes what it says. */
        private void listen() throws IOException {
            session.proceed(0);
            ByteBuffer some = ByteBuffer.allocate(64 * 1024);
            try {
                if (channel.read(some) > 0) {
                    int before = received.length;
                    received = Arrays.copyOf(received, before + some.position());
                    some.flip().get(received, before, received.length - before);
                    assertThat(received.length).isLessThan(MOST_ANSWERED);
                }
            } catch (IOException closed) {
                // The server has sent it away with something unread.
            }
        }
    }

    /** Two ends of a stream. */
    private static final class Wire implements AutoCloseable {
        private final Path path = Files.createTempDirectory("link").resolve("socket");
        private final SocketChannel client;
        private final SocketChannel server;

        Wire() throws IOException {
            try (ServerSocketChannel listener = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
                listener.bind(UnixDomainSocketAddress.of(path));
                client = SocketChannel.open(UnixDomainSocketAddress.of(path));
                client.configureBlocking(false);
                server = listener.accept();
            }
        }

        @Override
        public void close() throws IOException {
            client.close();
            server.close();
            Files.deleteIfExists(path);
            Files.deleteIfExists(path.getParent());
        }
    }
}
