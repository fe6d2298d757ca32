package org.ordercast.benchmarks.systems.aeron;

import io.aeron.ChannelUriStringBuilder;
import org.ordercast.benchmarks.systems.Place;

/** Where messages go: to the sequencer by unicast, or within its process, and from there to all members by multicast. */
final class AeronChannels {

    static final String LOCAL_PUBLISH = "aeron:ipc";
    static final int PUBLISH_STREAM = 1;
    static final int ORDER_STREAM = 2;

    private AeronChannels() {}

    static String publish(Place place) {
        return new ChannelUriStringBuilder()
                .media("udp")
                .endpoint(Place.LOOPBACK + ":" + place.ports().get(1))
                .build();
    }

    /** The order, to be published: as fast as the slowest member takes it, and only once all of them are there. */
    static String orderToAll(Place place) {
        return order(place).flowControl("min,g:/" + place.members()).build();
    }

    /** The order, to be received. */
    static String orderToOne(Place place) {
        return order(place).build();
    }

    private static ChannelUriStringBuilder order(Place place) {
        return new ChannelUriStringBuilder()
                .media("udp")
                .endpoint(place.groupAddress() + ":" + place.ports().get(0))
                .networkInterface(Place.LOOPBACK)
                .ttl(0);
    }
}
