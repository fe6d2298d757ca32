package org.ordercast.engine.transport;

import static org.assertj.core.api.Assumptions.assumeThat;

import org.ordercast.engine.GroupSettingsBuilder;

/** The kinds of sockets, for tests of what holds for each. */
public enum Sockets {
    /** Those of the JDK. */
    NIO,

    /** Those of Netty's native library. */
    EPOLL;

    /** Skips the test where there are no such sockets. */
    public void assumeAvailable() {
        if (this == EPOLL) {
            assumeThat(NativeTransport.obstacle())
                    .as("what is in the way of the native transport")
                    .isEmpty();
        }
    }

    /** The settings, with this kind. */
    public GroupSettingsBuilder chosenIn(GroupSettingsBuilder settings) {
        return settings.nativeTransport(this == EPOLL);
    }

    Sockets other() {
        return this == EPOLL ? NIO : EPOLL;
    }
}
