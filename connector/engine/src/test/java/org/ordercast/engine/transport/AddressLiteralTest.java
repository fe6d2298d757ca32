package org.ordercast.engine.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressLiteralTest {

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, 127.0.0.1",
        "239.255.77.1, 239.255.77.1",
        "::1, ::1",
        "0:0:0:0:0:0:0:1, ::1",
        "FF15::4F43, ff15::4f43",
        "fe80::fc:ff:fe00:1, fe80::fc:ff:fe00:1",
        "fd00:0:0:1:0:0:0:2, fd00::1:0:0:0:2"
    })
    void anAddressIsReadAndWrittenAsAnOperatorWould(String text, String written) {
        assertThat(AddressLiteral.parse(text))
                .hasValueSatisfying(literal ->
                        assertThat(AddressLiteral.write(literal.address())).isEqualTo(written));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "localhost",
                "eth0",
                "lo",
                "256.0.0.1",
                "1.2.3",
                "1.2.3.4.5",
                "01.2.3.4",
                "face",
                ":",
                "1::2::3"
            })
    void whatIsNoAddressIsNeverLookedUpByName(String text) {
        assertThat(AddressLiteral.parse(text)).isEmpty();
    }

    @Test
    void theZoneOfAnIpv6AddressIsKeptApart() {
        assertThat(AddressLiteral.parse("ff02::1%eth7")).hasValueSatisfying(literal -> {
            assertThat(literal.zone()).isEqualTo("eth7");
            assertThat(literal.address().isMulticastAddress()).isTrue();
        });
    }

    @Test
    void anIpv4AddressHasNoZone() {
        assertThat(AddressLiteral.parse("127.0.0.1%lo")).isEmpty();
    }

    @Test
    void theZoneIsNotWritten() throws Exception {
        assertThat(AddressLiteral.write(InetAddress.getByName("fe80::1%1"))).isEqualTo("fe80::1");
    }
}
