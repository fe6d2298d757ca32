package org.ordercast.engine.protocol;

import java.util.random.RandomGenerator;
import org.ordercast.engine.GroupSettings;
import org.ordercast.engine.frame.FramePool;
import org.ordercast.engine.log.OrderedLog;
import org.ordercast.engine.membership.MemberIdentity;

/**
 * What every part of a member's protocol is given.
 *
 * @param settings how the member and its group are set up
 * @param self this member in this life
 * @param groupId the number that stands for the group on the wire
 * @param maxDatagramSize the largest datagram to send, in bytes, without the tag of a sealed one
 * @param random where random delays come from
 * @param frames memory for frames that are kept
 * @param sender sends datagrams
 * @param log where the order goes
 * @param fetcher fetches what other members' logs hold
 * @param events what the operator is told
 * @param counters what is counted
 */
public record MemberContext(
        GroupSettings settings,
        MemberIdentity self,
        long groupId,
        int maxDatagramSize,
        RandomGenerator random,
        FramePool frames,
        DatagramSender sender,
        OrderedLog log,
        LogFetcher fetcher,
        ProtocolEvents events,
        Counters counters) {}
