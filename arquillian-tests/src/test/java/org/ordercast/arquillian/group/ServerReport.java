package org.ordercast.arquillian.group;

import java.util.Properties;

/**
 * What a server says of itself.
 *
 * @param server the server
 * @param count how many messages its bean received
 * @param digest the digest of all these
 * @param fault the first thing that was wrong with them, or nothing
 * @param workload how far it has come with what it publishes
 * @param state what its member does
 * @param sequencer which member orders
 * @param members the members of its view
 * @param ordered up to where its member holds the order
 * @param order the running digest of the order there
 * @param droppedOnPurpose how many datagrams its member lost on purpose
 * @param naks how many requests for repair its member sent
 */
record ServerReport(
        String server,
        long count,
        String digest,
        String fault,
        String workload,
        String state,
        String sequencer,
        String members,
        long ordered,
        String order,
        long droppedOnPurpose,
        long naks) {

    /** What to ask the server for. */
    static final String QUERY = "?counter=DroppedOnPurpose&counter=NaksSent";

    static ServerReport of(String server, Properties report) {
        return new ServerReport(
                server,
                Long.parseLong(report.getProperty("count")),
                report.getProperty("digest"),
                report.getProperty("fault"),
                report.getProperty("workload"),
                report.getProperty("state"),
                report.getProperty("sequencer"),
                report.getProperty("members"),
                Long.parseLong(report.getProperty("ordered")),
                report.getProperty("order"),
                Long.parseLong(report.getProperty("DroppedOnPurpose")),
                Long.parseLong(report.getProperty("NaksSent")));
    }
}
