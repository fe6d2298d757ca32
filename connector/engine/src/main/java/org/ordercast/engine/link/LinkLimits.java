package org.ordercast.engine.link;

import java.time.Duration;

/**
 * What bounds a link at either end.
 *
 * @param clients how many clients a server reads for at a time; as many again may be coming or going
 * @param connect how long a client waits for a connection
 * @param handshake how long a server waits for a whole request, and for a client to go once it has its answer
 * @param stall how long a server waits for a client to take one chunk, and a client for one to come
 * @param pause how long a client waits after a fetch that was broken off without having brought anything; twice as long
 *     after the next, sixteen times at most
 * @param backlog how many bytes of records a client keeps for a log that has no room, and one record more
 */
record LinkLimits(int clients, Duration connect, Duration handshake, Duration stall, Duration pause, long backlog) {

    /** What members use. */
    static final LinkLimits DEFAULT = new LinkLimits(
            16, Duration.ofSeconds(2), Duration.ofSeconds(5), Duration.ofSeconds(30), Duration.ofMillis(100), 4 << 20);
}
