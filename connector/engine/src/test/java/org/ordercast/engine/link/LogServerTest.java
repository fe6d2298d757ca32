package org.ordercast.engine.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.ordercast.engine.Eventually;
import org.ordercast.engine.log.LogRecord;

/** What a server of the log bears: clients that stand still, want too much, or are none. */
@Timeout(120)
class LogServerTest {

    private static final String THREAD = "log-server-test";
    private static final LinkLimits IMPATIENT = limits(Duration.ofMillis(50), Duration.ofMillis(50));
    private static final List<LogRecord> LOG = List.of(Records.batch(1, 2, 1000));

    private final List<AutoCloseable> opened = new ArrayList<>();
    private final List<String> warnings = new CopyOnWriteArrayList<>();
    private final FakeLog endless = new FakeLog(LOG).endless();

    @AfterEach
    void leaveNoThreadBehind() throws Exception {
        for (AutoCloseable each : opened) {
            each.close();
        }
        assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .doesNotContain(THREAD);
        assertThat(warnings).isEmpty();
    }

    @Test
    void aPortThatIsTakenIsReportedSoThatAnotherCanBeTried() throws IOException {
        LogServer first = keep(LogServer.bind(loopback(0)));

        assertThatExceptionOfType(BindException.class)
                .isThrownBy(() -> LogServer.bind(loopback(first.address().getPort())));
    }

    @Test
    void aServerThatWasNeverStartedGivesItsPortBack() throws IOException {
        LogServer first = LogServer.bind(loopback(0));
        int port = first.address().getPort();
        first.close();
        first.close();

        keep(LogServer.bind(loopback(port)));
    }

    @Test
    void closingEndsEveryClientAndGivesThePortBack() throws IOException {
        LogServer server = LogServer.bind(loopback(0), Fetched.LIMITS);
        int port = start(server, endless, LinkSealing.none());
        Socket reader = ask(port);
        Socket silent = connect(port);
        Eventually.until("one reads", () -> endless.readers() == 1);

        server.close();

        assertThat(endless.readers()).isZero();
        readToItsEnd(reader);
        readToItsEnd(silent);
        keep(LogServer.bind(loopback(port)));
    }

    @Test
    void whoReadsWhileAllPlacesAreTakenIsToldSo() throws IOException {
        int port = serve(endless, Fetched.LIMITS);
        Socket first = ask(port);
        ask(port);
        Eventually.until("two read", () -> endless.readers() == 2);

        assertThat(closingOf(ask(port)).kind()).isEqualTo(Closing.Kind.BUSY);

        first.close();
        Eventually.until("one is gone", () -> endless.readers() == 1);
        ask(port);
        Eventually.until("another one reads", () -> endless.readers() == 2);
    }

    @Test
    void strangersDoNotKeepMembersOut() throws IOException {
        int port = serve(new FakeLog(LOG), Fetched.LIMITS);
        for (int i = 0; i < 20; i++) {
            connect(port);
        }

        assertThat(closingOf(ask(port)).kind()).isEqualTo(Closing.Kind.END);
    }

    @Test
    void aClientThatReadsNothingIsLetGo() throws IOException {
        int port = serve(endless, limits(Eventually.DEADLINE.multipliedBy(2), Duration.ofMillis(50)));
        ask(port);

        Eventually.until("it was read for", () -> endless.everRead() == 1);
        Eventually.until("it was let go", () -> endless.readers() == 0);
    }

    @Test
    void aClientThatSaysNothingIsLetGo() throws IOException {
        int port = serve(endless, IMPATIENT);

        assertThat(readToItsEnd(connect(port))).isEmpty();
    }

    @Test
    void aClientThatStopsInItsRequestIsLetGo() throws IOException {
        int port = serve(endless, IMPATIENT);
        Socket socket = connect(port);
        socket.getOutputStream().write(hello().encode(), 0, Hello.LENGTH - 1);

        assertThat(readToItsEnd(socket)).isEmpty();
        assertThat(endless.everRead()).isZero();
    }

    @Test
    void aClientThatStaysAfterItsAnswerIsLetGo() throws IOException {
        int port = serve(new FakeLog(LOG), IMPATIENT);
        Socket socket = ask(port);

        closingOf(socket);
        assertThat(socket.getInputStream().read()).isEqualTo(-1);
    }

    @Test
    void garbageNeverReachesTheLog() throws IOException {
        FakeLog log = new FakeLog(LOG);
        for (LinkSealing sealing : List.of(LinkSealing.none(), Keys.sealing(Keys.key(1)))) {
            int port = serve(log, Fetched.LIMITS, sealing);
            Random random = new Random(5);
            for (int i = 0; i < 100; i++) {
                byte[] garbage = new byte[random.nextInt(200)];
                random.nextBytes(garbage);
                assertThat(say(port, garbage)).isEmpty();
            }
        }
        assertThat(log.everRead()).isZero();
    }

    @Test
    void aSealedServerSaysNothingToAHelloThatIsNotOfItsGroupAndKeys() throws IOException {
        int port = serve(endless, Fetched.LIMITS, Keys.sealing(Keys.key(1)));

        assertThat(say(
                        port,
                        Hello.create(0, Hello.Verdict.WELCOME, Fetched.GROUP).encode()))
                .isEmpty();
        assertThat(say(
                        port,
                        Hello.create(2, Hello.Verdict.WELCOME, Fetched.GROUP).encode()))
                .isEmpty();
        assertThat(say(port, Hello.create(1, Hello.Verdict.WELCOME, 1).encode()))
                .isEmpty();
        assertThat(say(port, changed(hello().encode(), 4, 2))).isEmpty();
    }

    @Test
    void anotherVersionIsToldWhichOneIsSpokenHere() throws IOException {
        int port = serve(endless, Fetched.LIMITS);

        Hello answer = Hello.decode(say(port, changed(hello().encode(), 4, 2)));

        assertThat(answer.version()).isEqualTo(Hello.VERSION);
        assertThat(answer.verdict()).isEqualTo(Hello.Verdict.OTHER_VERSION);
    }

    @Test
    void aRequestIsRefusedIfAnyOfItsBytesIsAnother() throws IOException {
        for (LinkSealing sealing : List.of(LinkSealing.none(), Keys.sealing(Keys.key(1)))) {
            FakeLog log = new FakeLog(LOG);
            int port = serve(log, Fetched.LIMITS, sealing);
            int length = ChunkSeal.overhead(sealing.isSealed()) + Request.LENGTH;
            for (int at = 0; at < length; at++) {
                Socket socket = connect(port);
                byte[] request = request(socket, sealing, 1);
                request[at] ^= 0x40;
                socket.getOutputStream().write(request);

                assertThat(readToItsEnd(socket)).isEmpty();
            }
            assertThat(log.everRead()).isZero();
        }
    }

    @Test
    void aRequestIsWorthNothingOnAnotherConnection() throws IOException {
        LinkSealing sealing = Keys.sealing(Keys.key(1));
        FakeLog log = new FakeLog(LOG);
        int port = serve(log, Fetched.LIMITS, sealing);
        Hello hello = Hello.create(1, Hello.Verdict.WELCOME, Fetched.GROUP);
        byte[] recorded = request(connect(port), hello, sealing, 1);

        Socket replay = connect(port);
        request(replay, hello, sealing, 1);
        replay.getOutputStream().write(recorded);

        assertThat(readToItsEnd(replay)).isEmpty();
        assertThat(log.everRead()).isZero();
    }

    private static LinkLimits limits(Duration handshake, Duration stall) {
        LinkLimits limits = Fetched.LIMITS;
        return new LinkLimits(limits.clients(), limits.connect(), handshake, stall, limits.pause(), limits.backlog());
    }

    private static InetSocketAddress loopback(int port) {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    private static Hello hello() {
        return Hello.create(0, Hello.Verdict.WELCOME, Fetched.GROUP);
    }

    private static byte[] changed(byte[] bytes, int at, int value) {
        bytes[at] = (byte) value;
        return bytes;
    }

    private int serve(FakeLog log, LinkLimits limits) throws IOException {
        return serve(log, limits, LinkSealing.none());
    }

    private int serve(FakeLog log, LinkLimits limits, LinkSealing sealing) throws IOException {
        return start(keep(LogServer.bind(loopback(0), limits)), log, sealing);
    }

    private int start(LogServer server, FakeLog log, LinkSealing sealing) throws IOException {
        server.start(THREAD, Fetched.GROUP, sealing, log, warnings::add);
        return server.address().getPort();
    }

    private Socket connect(int port) throws IOException {
        return keep(new Socket(InetAddress.getLoopbackAddress(), port));
    }

    /** Exchanges the hellos, and gives the request that would follow. */
    private static byte[] request(Socket socket, LinkSealing sealing, long sequence) throws IOException {
        int key = sealing.isSealed() ? sealing.sealingKey().id() : 0;
        return request(socket, Hello.create(key, Hello.Verdict.WELCOME, Fetched.GROUP), sealing, sequence);
    }

    private static byte[] request(Socket socket, Hello client, LinkSealing sealing, long sequence) throws IOException {
        socket.getOutputStream().write(client.encode());
        Hello server = Hello.decode(socket.getInputStream().readNBytes(Hello.LENGTH));
        byte[] chunk = new byte[ChunkSeal.overhead(sealing.isSealed()) + Request.LENGTH];
        sealing.seal(sealing.sealingKey(), LinkSealing.Direction.REQUEST, client, server)
                .wrap(Request.encode(client, server, sequence), Request.LENGTH, chunk);
        return chunk;
    }

    /** Asks for the whole log, without a key. */
    private Socket ask(int port) throws IOException {
        Socket socket = connect(port);
        socket.getOutputStream().write(request(socket, LinkSealing.none(), 0));
        return socket;
    }

    /** Says something that is not waited for to end, and reads what is said to it. */
    private byte[] say(int port, byte[] bytes) throws IOException {
        Socket socket = connect(port);
        try {
            socket.getOutputStream().write(bytes);
            socket.shutdownOutput();
        } catch (IOException e) {
            // The server may have closed the connection already.
        }
        return readToItsEnd(socket);
    }

    private static byte[] readToItsEnd(Socket socket) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        try {
            socket.getInputStream().transferTo(all);
        } catch (IOException e) {
            // A connection may end with a reset, too.
        }
        return all.toByteArray();
    }

    /** The closing of an answer of one chunk. */
    private static Closing closingOf(Socket socket) throws IOException {
        int length = ByteBuffer.wrap(socket.getInputStream().readNBytes(ChunkSeal.HEADER))
                .getInt();
        byte[] content = socket.getInputStream().readNBytes(length);
        byte[] closing = new byte[Closing.LENGTH];
        System.arraycopy(content, length - Closing.LENGTH, closing, 0, Closing.LENGTH);
        return Closing.decode(closing);
    }

    private <T extends AutoCloseable> T keep(T closeable) {
        opened.add(0, closeable);
        return closeable;
    }
}
