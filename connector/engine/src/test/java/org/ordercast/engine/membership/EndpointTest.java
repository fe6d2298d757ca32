package org.ordercast.engine.membership;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** An endpoint is told from another, and shown as an operator writes it. */
class EndpointTest {

    @Test
    void anIpv4AddressIsShownWithDots() {
        Endpoint endpoint = Endpoint.ipv4(0xc0a8ff01, 65_535);

        assertThat(endpoint.isIpv4()).isTrue();
        assertThat(endpoint).hasToString("192.168.255.1:65535");
    }

    @Test
    void anIpv6AddressIsShownInBrackets() {
        Endpoint endpoint = new Endpoint(0xfe80000000000000L, 0x0123456789abcdefL, 80);

        assertThat(endpoint.isIpv4()).isFalse();
        assertThat(endpoint).hasToString("[fe80:0:0:0:123:4567:89ab:cdef]:80");
        assertThat(new Endpoint(0, 1, 80).isIpv4()).as("the loopback address").isFalse();
    }

    @Test
    void theSameAddressAndPortIsTheSameEndpoint() {
        assertThat(Endpoint.ipv4(0x7f000001, 1)).isEqualTo(new Endpoint(0, 0xffff7f000001L, 1));
        assertThat(Endpoint.ipv4(0x7f000001, 1)).isNotEqualTo(Endpoint.ipv4(0x7f000001, 2));
    }
}
