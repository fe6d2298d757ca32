package org.ordercast.engine.transport;

import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollDatagramChannel;
import java.util.Optional;

/** Whether Netty's epoll transport can be used here. Has Netty's classes loaded when it is asked, and not before. */
final class NativeTransport {

    private NativeTransport() {}

    /** What stands in the way, as the end of a sentence; empty if nothing does. */
    static Optional<String> obstacle() {
        try {
            Throwable cause = Epoll.unavailabilityCause();
            if (cause != null) {
                return Optional.of("the native library cannot be loaded (" + root(cause) + ")");
            }
            return EpollDatagramChannel.isSegmentedDatagramPacketSupported()
                    ? Optional.empty()
                    : Optional.of("this system's kernel does not cut datagrams (UDP_SEGMENT, since Linux 4.18)");
        } catch (LinkageError e) {
            return Optional.of("Netty's epoll transport is not on the class path (" + e + ")");
        }
    }

    /** What went wrong first says more than what came of it. */
    private static Throwable root(Throwable failure) {
        Throwable cause = failure.getCause();
        return cause == null ? failure : root(cause);
    }
}
