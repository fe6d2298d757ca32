package org.ordercast.benchmarks.contenders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ContenderTest {

    @ParameterizedTest
    @ValueSource(strings = {"ordercast", "ordercast:disk", "ordercast:disk+sealed"})
    void aContenderIsWrittenAsItIsRead(String text) {
        assertThat(Contender.of(text)).hasToString(text);
    }

    @ParameterizedTest
    @EnumSource(SystemUnderTest.class)
    void eachSystemIsFoundByItsName(SystemUnderTest system) {
        assertThat(Contender.of(system.label()).system()).isEqualTo(system);
    }

    @Test
    void anUnknownSystemIsRefusedWithTheKnownOnes() {
        assertThatThrownBy(() -> Contender.of("pigeons"))
                .hasMessageStartingWith("system: 'pigeons' is not known; one of [ordercast,");
    }
}
