package org.ordercast.engine;

import java.io.IOException;

/** Runs a member: its event loop, sockets, log and protocol. */
final class MemberRuntime {

    private MemberRuntime() {}

    @SuppressWarnings("DoNotCallSuggester")
    static Member start(GroupSettings settings) throws IOException {
        throw new IOException("not yet: " + settings);
    }
}
