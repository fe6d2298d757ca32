package org.ordercast.engine.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.ordercast.engine.security.SealedDatagrams.key;
import static org.ordercast.engine.security.SealedDatagrams.ring;

import java.util.List;
import org.junit.jupiter.api.Test;

class KeyRingTest {

    @Test
    void theFirstKeySealsAndEachIsFoundByItsId() {
        KeyRing ring = ring(3, 255);

        assertThat(ring.sealing()).isEqualTo(key(3));
        assertThat(ring.find(255)).isEqualTo(key(255));
        assertThat(ring.find(1)).isNull();
        assertThat(ring).hasToString("3, 255");
    }

    @Test
    void ringsAreEqualIfTheirKeysAreInTheSameOrder() {
        assertThat(ring(1, 2))
                .isEqualTo(ring(1, 2))
                .hasSameHashCodeAs(ring(1, 2))
                .isNotEqualTo(ring(2, 1));
        assertThat(new KeyRing(List.of(key(1, 5)))).isNotEqualTo(ring(1));
    }

    @Test
    void noKeyOrAnIdTwiceIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new KeyRing(List.of()));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new KeyRing(List.of(key(4), key(4, 5))))
                .withMessageContaining("4, 4");
    }

    @Test
    void aKeyHasAnIdFrom1To255And32Bytes() {
        assertThatIllegalArgumentException().isThrownBy(() -> key(0)).withMessageContaining("1 to 255");
        assertThatIllegalArgumentException().isThrownBy(() -> key(256)).withMessageContaining("1 to 255");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new GroupKey(1, new byte[16]))
                .withMessageContaining("a secret of 16 bytes for key 1 is not allowed; 32 bytes");
    }
}
