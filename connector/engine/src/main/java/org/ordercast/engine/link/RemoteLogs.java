package org.ordercast.engine.link;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.ordercast.engine.care.OtherLogs;
import org.ordercast.engine.log.LogRecord;
import org.ordercast.engine.membership.Endpoint;
import org.ordercast.engine.membership.MemberIdentity;

/** Reads other members' logs over TCP, for a thread that may wait for them. For one thread, but for closing. */
public final class RemoteLogs implements OtherLogs {

    private final long group;
    private final LinkSealing sealing;
    private final Function<Endpoint, @Nullable InetSocketAddress> addresses;
    private final LinkLimits limits = LinkLimits.DEFAULT;

    /**
     * Gets ready to read.
     *
     * @param group the number that stands for the group
     * @param sealing how the group's links are sealed
     * @param addresses where an endpoint is reached, null if it must not be; called on the thread that reads
     */
    public RemoteLogs(long group, LinkSealing sealing, Function<Endpoint, @Nullable InetSocketAddress> addresses) {
        this.group = group;
        this.sealing = sealing;
        this.addresses = addresses;
    }

    @Override
    public Records open(MemberIdentity member, long sequence) throws IOException {
        InetSocketAddress address = addresses.apply(member.endpoint());
        if (address == null) {
            throw new IOException("its address " + member.endpoint() + " is not one of the group's network");
        }
        Socket socket = new Socket();
        try {
            socket.connect(address, (int) limits.connect().toMillis());
            socket.setTcpNoDelay(true);
            socket.setSoTimeout((int) limits.stall().toMillis());
            return new Connection(
                    socket,
                    LogReading.ask(socket.getInputStream(), socket.getOutputStream(), group, sealing, sequence));
        } catch (IOException | RuntimeException e) {
            socket.close();
            throw e;
        }
    }

    private record Connection(Socket socket, LogReading answer) implements Records {

        @Override
        public @Nullable LogRecord next() throws IOException {
            LogRecord record = answer.next();
            Closing closing = answer.closing();
            Optional<String> shortfall = closing == null ? Optional.empty() : closing.shortfall();
            if (shortfall.isPresent()) {
                throw new IOException(shortfall.get());
            }
            return record;
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
