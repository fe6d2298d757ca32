package org.ordercast.engine.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ordercast.engine.security.SealedDatagrams;

class KeyTextTest {

    private static final String FIRST = text(1);
    private static final String SECOND = text(2);

    @Test
    void aKeyAloneHasTheId1() {
        assertThat(KeyText.parse("groupKey", FIRST)).isEqualTo(SealedDatagrams.ring(1));
    }

    @Test
    void severalKeysHaveTheirIdsAndTheFirstSeals() {
        assertThat(KeyText.parse("groupKey", " 2:" + SECOND + " ,\n1 : " + FIRST + "\n"))
                .isEqualTo(SealedDatagrams.ring(2, 1));
    }

    @ParameterizedTest
    @CsvSource({
        "'', 'its value has a key of 0 bytes, which is not allowed; id:base64 with an id from 1 to 255'",
        "'0:FIRST', 'its value has an id that is not allowed'",
        "'256:FIRST', 'its value has an id that is not allowed'",
        "'x:FIRST', 'its value has an id that is not allowed'",
        "':FIRST', 'its value has an id that is not allowed'",
        "'1:FIRST,SECOND', 'entry 2 of 2 has no id'",
        "'1:FIRST,', 'entry 2 of 2 has no id'",
        "'1:FIRST,1:SECOND', 'the ids 1, 1 are not allowed'",
        "'1:FIRST SECOND', 'its value has a key that is no base64 text'",
        "'hunter2secret!', 'its value has a key that is no base64 text'",
        "'1:AAAA', 'its value has a key of 3 bytes'"
    })
    void aMistakeIsSaidWithItsPlaceAndWhatIsAllowedAndNothingOfTheKeys(String text, String said) {
        String keys = text.replace("FIRST", FIRST).replace("SECOND", SECOND);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> KeyText.parse("groupKey", keys))
                .withMessageStartingWith("groupKey: " + said)
                .satisfies(e -> assertThat(e.toString() + e.getCause())
                        .doesNotContain(FIRST, SECOND, "AAAA", "hunter2", FIRST.substring(0, 8)));
    }

    static String text(int secret) {
        byte[] bytes = new byte[32];
        Arrays.fill(bytes, (byte) secret);
        return Base64.getEncoder().encodeToString(bytes);
    }
}
