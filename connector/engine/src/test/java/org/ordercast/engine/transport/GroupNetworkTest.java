package org.ordercast.engine.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.NetworkInterface;
import java.net.SocketException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ordercast.engine.FreshGroup;
import org.ordercast.engine.GroupSettings;

class GroupNetworkTest {

    private static final String NO_INTERFACE = "no-such-if0";

    private NetworkInterface loopback;

    @BeforeEach
    void findLoopback() throws IOException {
        loopback = Interfaces.find("loopback");
    }

    @Test
    void theWordLoopbackFindsTheLoopbackInterfaceWhateverItsName() {
        assertThat(loopback.inetAddresses()).anyMatch(address -> address.isLoopbackAddress());
    }

    @Test
    void anInterfaceIsFoundByNameAndByAddress() throws IOException {
        assertThat(Interfaces.find(loopback.getName())).isEqualTo(loopback);
        assertThat(Interfaces.find("127.0.0.1")).isEqualTo(loopback);
    }

    @ParameterizedTest
    @ValueSource(strings = {NO_INTERFACE, "203.0.113.250", "2001:db8::1"})
    void aMissingInterfaceIsNamedWithThoseThatThereAre(String missing) {
        GroupSettings settings = FreshGroup.settings().networkInterface(missing).build();

        assertThatIOException()
                .isThrownBy(() -> GroupNetwork.resolve(settings))
                .withMessageStartingWith("networkInterface: there is no '" + missing + "'")
                .withMessageContaining("'loopback'")
                .withMessageContaining(loopback.getName() + " (127.0.0.1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.0.0.1", "fd00::1", "group.example.org", "239.1.2"})
    void aGroupAddressThatIsNoMulticastAddressIsRefused(String address) {
        GroupSettings settings = FreshGroup.settings().groupAddress(address).build();

        assertThatIOException()
                .isThrownBy(() -> GroupNetwork.resolve(settings))
                .withMessageStartingWith("groupAddress: '" + address + "' is not a multicast address; 224.0.0.0 to");
    }

    @Test
    void anotherInterfaceThanLoopbackTakesAKeyOrAnExplicitPermission() throws IOException {
        // Resolving opens no socket and sends nothing.
        NetworkInterface other = NetworkInterface.networkInterfaces()
                .filter(GroupNetworkTest::leavesTheMachine)
                .findFirst()
                .orElse(null);
        assumeThat(other).as("an interface beside loopback").isNotNull();
        String name = other.getName();

        assertThatIOException()
                .isThrownBy(() -> GroupNetwork.resolve(
                        FreshGroup.settings().networkInterface(name).build()))
                .withMessageStartingWith("networkInterface: '" + name + "', which is " + name)
                .withMessageContaining("is not allowed without a key")
                .withMessageEndingWith("set groupKey, groupKeyFile or keyStore, or, where every sender can be trusted,"
                        + " allowUnsealed=true");
        assertThat(GroupNetwork.resolve(FreshGroup.settings()
                                .networkInterface(name)
                                .allowUnsealed(true)
                                .build())
                        .networkInterface())
                .isEqualTo(other);
        assertThat(GroupNetwork.resolve(FreshGroup.settings()
                                .networkInterface(name)
                                .groupKeyFile("keys")
                                .build())
                        .networkInterface())
                .isEqualTo(other);
    }

    private static boolean leavesTheMachine(NetworkInterface each) {
        try {
            return each.isUp()
                    && !each.isLoopback()
                    && each.inetAddresses().anyMatch(address -> address instanceof Inet4Address);
        } catch (SocketException e) {
            return false; // it went away since it was listed
        }
    }

    @Test
    void onLoopbackADatagramFillsTheMtuAndCrossesNoNetwork() throws IOException {
        GroupNetwork network =
                GroupNetwork.resolve(FreshGroup.settings().timeToLive(5).build());

        assertThat(network.maxDatagramSize()).isEqualTo(Math.min(loopback.getMTU() - 28, 65_507));
        assertThat(network.timeToLive()).isZero();
        assertThat(network.ownAddress().getHostAddress()).isEqualTo("127.0.0.1");
    }

    @Test
    void theSettingsDatagramSizeComesBeforeTheInterfaces() throws IOException {
        GroupNetwork network =
                GroupNetwork.resolve(FreshGroup.settings().maxDatagramSize(1200).build());

        assertThat(network.maxDatagramSize()).isEqualTo(1200);
    }

    @Test
    void anIpv6GroupTakesAnIpv6AddressOfTheInterface() throws IOException {
        assumeThat(loopback.inetAddresses()).anyMatch(Inet6Address.class::isInstance);

        GroupNetwork network = GroupNetwork.resolve(
                FreshGroup.settings().groupAddress("ff15::4f43").build());

        assertThat(network.ownAddress()).isInstanceOf(Inet6Address.class);
        assertThat(((Inet6Address) network.group().getAddress()).getScopeId()).isEqualTo(loopback.getIndex());
        assertThat(network.maxDatagramSize()).isEqualTo(Math.min(loopback.getMTU() - 48, 65_507));
    }

    @Test
    void anInterfaceGivenByAnAddressOfTheOtherFamilyIsRefused() {
        GroupSettings settings = FreshGroup.settings()
                .networkInterface("127.0.0.1")
                .groupAddress("ff15::4f43")
                .build();

        assertThatIOException()
                .isThrownBy(() -> GroupNetwork.resolve(settings))
                .withMessageStartingWith("networkInterface: '127.0.0.1' is no IPv6 address")
                .withMessageContaining("groupAddress: 'ff15::4f43'");
    }

    @Test
    void aZoneThatNamesAnotherInterfaceIsRefused() {
        GroupSettings settings =
                FreshGroup.settings().groupAddress("ff02::4f43%" + NO_INTERFACE).build();

        assertThatIOException()
                .isThrownBy(() -> GroupNetwork.resolve(settings))
                .withMessageStartingWith("groupAddress: 'ff02::4f43%" + NO_INTERFACE + "' is on the interface")
                .withMessageContaining("networkInterface: 'loopback'");
    }

    @Test
    void aZoneThatNamesTheSameInterfaceIsTaken() throws IOException {
        assumeThat(loopback.inetAddresses()).anyMatch(Inet6Address.class::isInstance);
        GroupSettings settings = FreshGroup.settings()
                .groupAddress("ff02::4f43%" + loopback.getName())
                .build();

        assertThat(GroupNetwork.resolve(settings).group().getAddress().isMCLinkLocal())
                .isTrue();
    }
}
