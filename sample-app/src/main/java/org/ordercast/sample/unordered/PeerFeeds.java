package org.ordercast.sample.unordered;

import java.net.http.HttpClient;
import java.util.List;
import org.ordercast.sample.server.Servers;

/** Sends this server's commands to all its peers. Safe for use by several threads. */
public final class PeerFeeds {

    /** The path, behind {@code api/}, that takes the commands at a peer. */
    public static final String PATH = "unordered/commands";

    private final List<PeerFeed> feeds;

    /**
     * Creates the feeds; nothing is sent yet.
     *
     * @param servers who the peers are
     * @param client what sends the requests
     */
    public PeerFeeds(Servers servers, HttpClient client) {
        feeds = servers.peers().stream()
                .map(peer -> new PeerFeed(client, peer.api(PATH)))
                .toList();
    }

    /**
     * Sends a command to each peer, without waiting.
     *
     * @param command an encoded submission; not to be changed
     */
    public void send(byte[] command) {
        feeds.forEach(feed -> feed.send(command));
    }

    /**
     * How many commands have not arrived yet, over all peers.
     *
     * @return the number that waits or is under way
     */
    public int pending() {
        return feeds.stream().mapToInt(PeerFeed::pending).sum();
    }

    /**
     * How many commands peers did not take, for they were down or too slow.
     *
     * @return the number over all peers, since this server's start
     */
    public long lost() {
        return feeds.stream().mapToLong(PeerFeed::lost).sum();
    }
}
