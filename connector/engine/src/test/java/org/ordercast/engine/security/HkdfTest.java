package org.ordercast.engine.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class HkdfTest {

    @Test
    void itIsThatOfRfc5869AppendixA1() {
        byte[] key = Hkdf.extract(hex("000102030405060708090a0b0c"), hex("0b".repeat(22)));

        assertThat(key).isEqualTo(hex("077709362c2e32df0ddc3f0dc47bba6390b6c73bb50f9c3122ec844ad7c2b3e5"));
        assertThat(Hkdf.expand(key, hex("f0f1f2f3f4f5f6f7f8f9"), 42))
                .isEqualTo(hex("3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865"));
    }

    @Test
    void itIsThatOfRfc5869AppendixA3WithoutSaltAndInfo() {
        byte[] key = Hkdf.extract(new byte[0], hex("0b".repeat(22)));

        assertThat(Hkdf.expand(key, new byte[0], 42))
                .isEqualTo(hex("8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d9d201395faa4b61a96c8"));
    }

    @Test
    void itGivesNoMoreThanTheStandardAllows() {
        assertThat(Hkdf.expand(new byte[32], new byte[0], 255 * 32)).hasSize(255 * 32);
        assertThatIllegalArgumentException().isThrownBy(() -> Hkdf.expand(new byte[32], new byte[0], 255 * 32 + 1));
    }

    private static byte[] hex(String text) {
        return HexFormat.of().parseHex(text);
    }
}
