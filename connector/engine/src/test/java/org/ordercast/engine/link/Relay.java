package org.ordercast.engine.link;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;

/** Stands between a client and a server, and does something to what the server says. One connection at a time. */
final class Relay implements AutoCloseable {

    /** What is done to one byte of the server's. */
    interface Fault {
        /** Instead of a byte: the connection is closed. */
        int CLOSE = 256;

        /** Gives the byte to pass on, or {@link #CLOSE}. */
        int at(long position, byte value);
    }

    private final ServerSocket listener;
    private final int server;
    private final Thread thread;
    private final AtomicLong passed = new AtomicLong();
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile Fault fault = (position, value) -> value;

    Relay(int server) throws IOException {
        this.server = server;
        this.listener = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        this.thread = new Thread(this::run, "relay");
        thread.setDaemon(true);
        thread.start();
    }

    int port() {
        return listener.getLocalPort();
    }

    /** What is done to the connections to come. */
    void inject(Fault next) {
        passed.set(0);
        fault = next;
    }

    /** How many bytes the server has said since then. */
    long passed() {
        return passed.get();
    }

    @Override
    public void close() throws IOException {
        closed.countDown();
        listener.close();
    }

    private void run() {
        while (closed.getCount() > 0) {
            try (Socket client = listener.accept();
                    Socket to = new Socket(InetAddress.getLoopbackAddress(), server)) {
                Thread requests = new Thread(() -> forward(client, to), "relay-requests");
                requests.setDaemon(true);
                requests.start();
                relay(to.getInputStream(), client.getOutputStream());
            } catch (IOException e) {
                // One of the two has closed its side.
            }
        }
    }

    private void relay(InputStream in, OutputStream out) throws IOException {
        byte[] bytes = new byte[8192];
        long position = 0;
        for (int count = in.read(bytes); count >= 0; count = in.read(bytes)) {
            for (int i = 0; i < count; i++) {
                int value = fault.at(position++, bytes[i]);
                if (value == Fault.CLOSE) {
                    out.write(bytes, 0, i);
                    return;
                }
                bytes[i] = (byte) value;
                passed.incrementAndGet();
            }
            out.write(bytes, 0, count);
        }
    }

    private static void forward(Socket from, Socket to) {
        try {
            from.getInputStream().transferTo(to.getOutputStream());
            to.shutdownOutput();
        } catch (IOException e) {
            // The connection has ended.
        }
    }
}
