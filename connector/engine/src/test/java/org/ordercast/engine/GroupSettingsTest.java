package org.ordercast.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.time.Duration;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class GroupSettingsTest {

    private static final String LONG = "x".repeat(256);
    private static final String KEY = "B".repeat(42) + "A=";

    @Test
    void everySettingHasADefaultThatIsAllowed() {
        GroupSettings settings = GroupSettings.builder().build();

        assertThat(settings.group()).isEqualTo(GroupSettings.DEFAULT_GROUP);
        assertThat(settings.networkInterface()).isEqualTo("loopback");
        assertThat(settings.simulatedLoss()).isZero();
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void aRefusalNamesSettingValueAndWhatIsAllowed(
            UnaryOperator<GroupSettingsBuilder> change, String setting, String value, String allowed) {
        GroupSettingsBuilder builder = change.apply(GroupSettings.builder());

        assertThatIllegalArgumentException()
                .isThrownBy(builder::build)
                .withMessageStartingWith(setting + ": ")
                .withMessageContaining(value)
                .withMessageContaining("is not allowed; ")
                .withMessageEndingWith(allowed);
    }

    static Stream<Arguments> refusals() {
        return Stream.of(
                refusal(builder -> builder.group(""), "group", "''", "1 to 255 UTF-8 bytes"),
                refusal(builder -> builder.group(LONG), "group", "256 bytes", "1 to 255 UTF-8 bytes"),
                refusal(builder -> builder.group("é".repeat(128)), "group", "256 bytes", "1 to 255 UTF-8 bytes"),
                refusal(builder -> builder.memberId(LONG), "memberId", "256 bytes", "0 to 255 UTF-8 bytes"),
                refusal(builder -> builder.groupAddress(""), "groupAddress", "''", "1 to 255 UTF-8 bytes"),
                refusal(builder -> builder.port(0), "port", "0", "1 to 65535"),
                refusal(builder -> builder.port(65_536), "port", "65536", "1 to 65535"),
                refusal(builder -> builder.networkInterface(""), "networkInterface", "''", "1 to 255 UTF-8 bytes"),
                refusal(builder -> builder.unicastPort(-1), "unicastPort", "-1", "0 to 65535"),
                refusal(builder -> builder.timeToLive(256), "timeToLive", "256", "0 to 255"),
                refusal(builder -> builder.maxDatagramSize(511), "maxDatagramSize", "511", "512 to 65507"),
                refusal(builder -> builder.maxDatagramSize(65_508), "maxDatagramSize", "65508", "512 to 65507"),
                refusal(builder -> builder.receiveBuffer(1), "receiveBuffer", "1", "65536 to 2147483647"),
                refusal(builder -> builder.sendBuffer(65_535), "sendBuffer", "65535", "65536 to 2147483647"),
                refusal(builder -> builder.sequencer(LONG), "sequencer", "256 bytes", "0 to 255 UTF-8 bytes"),
                refusal(
                        builder -> builder.discoveryTime(Duration.ofMillis(199)),
                        "discoveryTime",
                        "199 ms",
                        "200 to 60000 ms"),
                refusal(
                        builder -> builder.memberTimeout(Duration.ofHours(2)),
                        "memberTimeout",
                        "7200000 ms",
                        "500 to 3600000 ms"),
                refusal(builder -> builder.maxMessageSize(0), "maxMessageSize", "0", "1 to 1073741824"),
                refusal(builder -> builder.windowSize(1), "windowSize", "1", "65536 to 1073741824"),
                refusal(builder -> builder.publishBuffer(0), "publishBuffer", "0", "1 to 2147483647"),
                refusal(
                        builder -> builder.maxMessageSize(1000).publishBuffer(999),
                        "publishBuffer",
                        "999",
                        "at least maxMessageSize, which is 1000"),
                refusal(builder -> builder.logMemory(1), "logMemory", "1", "1048576 to 9223372036854775807"),
                refusal(builder -> builder.repairRate(1), "repairRate", "1", "65536 to 9223372036854775807"),
                refusal(builder -> builder.simulatedLoss(0.91), "simulatedLoss", "0.91", "0 to 0.9"),
                refusal(builder -> builder.simulatedLoss(-0.1), "simulatedLoss", "-0.1", "0 to 0.9"),
                refusal(builder -> builder.simulatedLoss(Double.NaN), "simulatedLoss", "NaN", "0 to 0.9"),
                refusal(builder -> builder.groupKey("7:AAAA"), "groupKey", "a key of 3 bytes", "between several"),
                refusal(
                        builder -> builder.groupKey(KEY).groupKeyFile("f"),
                        "groupKey and groupKeyFile",
                        "to set all of them",
                        "one source of keys"),
                refusal(
                        builder -> builder.groupKeyFile("f").keyStore("s").keyAlias("a"),
                        "groupKeyFile and keyStore",
                        "to set all of them",
                        "one source of keys"),
                refusal(builder -> builder.keyStore("s"), "keyAlias", "''", "at least one key in the keyStore"),
                refusal(builder -> builder.keyAlias("a"), "keyAlias", "'a'", "there is no keyStore"),
                refusal(builder -> builder.keyStorePassword("p"), "keyStorePassword", "a password", "is no keyStore"),
                refusal(builder -> builder.cipher("ROT13"), "cipher", "'ROT13'", "AES-256-GCM or ChaCha20-Poly1305"),
                refusal(builder -> builder.keyStoreType(""), "keyStoreType", "''", "1 to 255 UTF-8 bytes"));
    }

    @Test
    void noSecretIsShown() {
        GroupSettings settings = GroupSettings.builder().groupKey(KEY).build();
        GroupSettings withStore = GroupSettings.builder()
                .keyStore("s")
                .keyAlias("a")
                .keyStorePassword("hunter2")
                .build();

        assertThat(settings.toString()).contains("groupKey=(set)").doesNotContain(KEY);
        assertThat(withStore.toString()).contains("keyStorePassword=(set)").doesNotContain("hunter2");
    }

    @Test
    void settingsAreSealedIfTheyNameASourceOfKeys() {
        assertThat(GroupSettings.builder().build().isSealed()).isFalse();
        assertThat(GroupSettings.builder().groupKey(KEY).build().isSealed()).isTrue();
        assertThat(GroupSettings.builder().groupKeyFile("f").build().isSealed()).isTrue();
        assertThat(GroupSettings.builder().keyStore("s").keyAlias("a").build().isSealed())
                .isTrue();
    }

    @Test
    void aMissingValueIsNamed() {
        GroupSettingsBuilder builder = GroupSettings.builder().discoveryTime(null);

        assertThatNullPointerException().isThrownBy(builder::build).withMessage("discoveryTime");
    }

    private static Arguments refusal(
            UnaryOperator<GroupSettingsBuilder> change, String setting, String value, String allowed) {
        return arguments(change, setting, value, allowed);
    }
}
