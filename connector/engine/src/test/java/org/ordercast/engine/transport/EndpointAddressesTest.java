package org.ordercast.engine.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ordercast.engine.FreshGroup;
import org.ordercast.engine.membership.Endpoint;

class EndpointAddressesTest {

    private EndpointAddresses addresses;

    @BeforeEach
    void onLoopback() throws IOException {
        addresses =
                new EndpointAddresses(GroupNetwork.resolve(FreshGroup.settings().build()));
    }

    @Test
    void anEndpointIsTheSocketAddressThatItWasMadeFrom() {
        InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 4711);

        assertThat(addresses.of(EndpointAddresses.endpoint(address))).isEqualTo(address);
        assertThat(EndpointAddresses.endpoint(address)).hasToString("127.0.0.1:4711");
    }

    @Test
    void anIpv6EndpointHasAllOfTheAddress() throws IOException {
        InetSocketAddress address = new InetSocketAddress(InetAddress.getByName("fd00:1:2:3:4:5:6:7"), 4711);

        assertThat(EndpointAddresses.endpoint(address)).hasToString("[fd00:1:2:3:4:5:6:7]:4711");
    }

    @Test
    void anAddressIsMadeOnce() {
        Endpoint endpoint = Endpoint.ipv4(0x7f000001, 4711);

        assertThat(addresses.of(endpoint)).isSameAs(addresses.of(Endpoint.ipv4(0x7f000001, 4711)));
    }

    @ParameterizedTest
    @CsvSource({"192.0.2.7, 9", "239.1.2.3, 9", "0.0.0.0, 9", "fd00::7, 9", "::1, 9", "127.0.0.1, 0"})
    void nothingIsSentWhereNoMemberOnLoopbackCanBe(String host, int port) throws IOException {
        Endpoint endpoint = EndpointAddresses.endpoint(new InetSocketAddress(InetAddress.getByName(host), port));

        assertThat(addresses.of(endpoint)).isNull();
    }

    @ParameterizedTest
    @CsvSource({"-1", "65536"})
    void aPortThatIsNoneIsNotSentTo(int port) {
        assertThat(addresses.of(Endpoint.ipv4(0x7f000001, port))).isNull();
    }
}
