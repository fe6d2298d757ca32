package org.ordercast.engine.link;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.ordercast.engine.thread.BackgroundThread;

/**
 * Gives out what a member's log holds, over TCP, to each client at that client's own pace. One thread serves all of them:
 * it waits for the disk, and never for a client. A client that is slow costs two chunks and one record; one that stands
 * still is let go, and asks again.
 *
 * <p>First {@link #bind} takes the port, which must be the number of the member's UDP port; then {@link #start} answers.
 */
public final class LogServer implements AutoCloseable {

    /** How long nobody new is let in when the system has no more sockets. */
    private static final long ACCEPT_PAUSE = TimeUnit.SECONDS.toNanos(1);

    /** Nothing that the thread does takes so long, but for a disk that stands still. */
    private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(10);

    private final ServerSocketChannel listener;
    private final Selector selector;
    private final LinkLimits limits;
    private final List<LogSession> sessions = new ArrayList<>(); // the thread's own, oldest first
    private @Nullable SelectionKey accepting; // the thread's own
    private long acceptAt; // the thread's own, while accepting is paused
    private @Nullable BackgroundThread thread; // guarded by this
    private volatile boolean closing;

    private LogServer(ServerSocketChannel listener, Selector selector, LinkLimits limits) {
        this.listener = listener;
        this.selector = selector;
        this.limits = limits;
    }

    /**
     * Takes a port. Nobody is answered before {@link #start}.
     *
     * @param address the member's own unicast address, and the port
     * @return the server, which is to be closed
     * @throws java.net.BindException if the port is taken, or the address is not one of this machine
     * @throws IOException if there are no more sockets
     */
    public static LogServer bind(InetSocketAddress address) throws IOException {
        return bind(address, LinkLimits.DEFAULT);
    }

    static LogServer bind(InetSocketAddress address, LinkLimits limits) throws IOException {
        ServerSocketChannel listener = ServerSocketChannel.open();
        try {
            listener.configureBlocking(false);
            listener.bind(address, 2 * limits.clients());
            return new LogServer(listener, Selector.open(), limits);
        } catch (IOException | RuntimeException e) {
            listener.close();
            throw e;
        }
    }

    /**
     * Where the server is reached.
     *
     * @return the address and port
     * @throws IOException if it is closed
     */
    public InetSocketAddress address() throws IOException {
        return (InetSocketAddress) listener.getLocalAddress();
    }

    /**
     * Begins to answer, on a thread of its own.
     *
     * @param threadName the thread's name
     * @param group the number that stands for the group
     * @param sealing how the group's links are sealed
     * @param source the log
     * @param warnings told, on that thread, what an operator should know
     * @throws IOException if the server is closed
     */
    public synchronized void start(
            String threadName, long group, LinkSealing sealing, LogSource source, Consumer<String> warnings)
            throws IOException {
        if (thread != null || closing) {
            throw new IllegalStateException("a server of the log is started once, and not after it was closed");
        }
        accepting = listener.register(selector, SelectionKey.OP_ACCEPT);
        ServedLog served = new ServedLog(group, sealing, source, limits, warnings);
        BackgroundThread started = new BackgroundThread(threadName, () -> run(served));
        thread = started;
        started.start();
    }

    /** Ends every connection, gives the port back and waits for the thread to end. Closing again has no effect. */
    @Override
    public void close() {
        BackgroundThread started;
        synchronized (this) {
            closing = true;
            started = thread;
            if (started == null) {
                closeSockets(warning -> {});
            }
        }
        selector.wakeup();
        if (started != null) {
            started.join(CLOSE_PATIENCE);
        }
    }

    private void run(ServedLog served) {
        try {
            while (!closing) {
                turn(served);
            }
        } catch (IOException | RuntimeException | Error e) {
            served.warn("the log can no longer be read by other members, until this member is started again: " + e);
        } finally {
            sessions.forEach(LogSession::end);
            closeSockets(served::warn);
        }
    }

    private void turn(ServedLog served) throws IOException {
        long now = System.nanoTime();
        selector.select(timeout(now));
        now = System.nanoTime();
        resumeAccepting(now);
        for (SelectionKey ready : selector.selectedKeys()) {
            if (ready.attachment() instanceof LogSession session) {
                session.proceed(now);
            } else {
                accept(served, now);
            }
        }
        selector.selectedKeys().clear();
        for (LogSession session : sessions) {
            if (session.deadline() - now <= 0) {
                session.end();
            }
        }
        sessions.removeIf(LogSession::hasEnded);
    }

    /** How long to wait, in milliseconds; 0 for ever. */
    private long timeout(long now) {
        long least = acceptAt == 0 ? Long.MAX_VALUE : acceptAt - now;
        for (LogSession session : sessions) {
            least = Math.min(least, session.deadline() - now);
        }
        return least == Long.MAX_VALUE ? 0 : Math.max(1, TimeUnit.NANOSECONDS.toMillis(least) + 1);
    }

    private void accept(ServedLog served, long now) throws IOException {
        SocketChannel channel;
        try {
            channel = listener.accept();
        } catch (ClosedChannelException e) {
            throw e;
        } catch (IOException e) {
            served.warn("a reader of the log could not be let in: " + e + "; raise the limit of open files");
            pauseAccepting(now);
            return;
        }
        if (channel != null) {
            makeRoom();
            open(channel, served, now);
        }
    }

    private void open(SocketChannel channel, ServedLog served, long now) throws IOException {
        try {
            channel.configureBlocking(false);
            SelectionKey selection = channel.register(selector, SelectionKey.OP_READ);
            LogSession session = new LogSession(channel, selection, served, now);
            selection.attach(session);
            sessions.add(session);
        } catch (IOException gone) {
            // Its client has gone already.
            channel.close();
        }
    }

    /** Sends the oldest of those away that do not read, when there are too many: whoever means it is quicker. */
    private void makeRoom() {
        sessions.removeIf(LogSession::hasEnded);
        if (sessions.size() >= 2 * limits.clients()) {
            sessions.stream()
                    .filter(session -> !session.isReading())
                    .findFirst()
                    .ifPresent(LogSession::end);
        }
    }

    private void pauseAccepting(long now) {
        SelectionKey key = accepting;
        if (key != null) {
            key.interestOps(0);
            // 0 stands for no pause.
            acceptAt = now + ACCEPT_PAUSE == 0 ? 1 : now + ACCEPT_PAUSE;
        }
    }

    private void resumeAccepting(long now) {
        SelectionKey key = accepting;
        if (key != null && acceptAt != 0 && acceptAt - now <= 0) {
            key.interestOps(SelectionKey.OP_ACCEPT);
            acceptAt = 0;
        }
    }

    private void closeSockets(Consumer<String> warnings) {
        try {
            listener.close();
            // Only a selector that is closed lets go of a listener that was registered with it.
            selector.close();
        } catch (IOException e) {
            warnings.accept("the port of the log's server could not be given back: " + e);
        }
    }
}
