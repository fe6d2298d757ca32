package org.ordercast.engine.driver;

import org.ordercast.engine.log.MemberLog;
import org.ordercast.engine.transport.DatagramTransport;

/**
 * What surrounds the protocol of one member.
 *
 * @param name the group and member, as errors and log lines name them
 * @param signals what other threads tell the member's thread
 * @param transport sends and receives, and is what the member's thread parks in
 * @param keys brings the group's new keys, if they can change
 * @param publications the messages that the member publishes
 * @param log the order that it received
 * @param fetches what comes of other members' logs
 * @param upkeep what looks after the log
 * @param events what its operator is told
 */
public record MemberParts(
        String name,
        LoopSignals signals,
        DatagramTransport transport,
        KeyWatch keys,
        Publications publications,
        MemberLog log,
        LogFetches fetches,
        LogUpkeep upkeep,
        MemberEvents events) {}
