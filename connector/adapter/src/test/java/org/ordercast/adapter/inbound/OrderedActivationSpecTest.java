package org.ordercast.adapter.inbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import jakarta.resource.spi.InvalidPropertyException;
import java.beans.FeatureDescriptor;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class OrderedActivationSpecTest {

    private final OrderedActivationSpec spec = new OrderedActivationSpec();

    @Test
    void allowsItsDefaults() {
        assertThatCode(spec::validate).doesNotThrowAnyException();
        assertThat(spec.strategy()).isEqualTo(FailureStrategy.STOP);
    }

    @Test
    void refusesEveryMistakeAtOnceAndNamesItsProperties() {
        spec.setDestination("");
        spec.setRedeliveryAttempts(-1);
        spec.setRedeliveryInterval(86_400_001L);
        spec.setFailureStrategy("ignore");

        InvalidPropertyException refusal = catchThrowableOfType(InvalidPropertyException.class, spec::validate);

        assertThat(refusal)
                .hasMessageContaining("destination: '' is not allowed; the name of a destination, or '*' for all")
                .hasMessageContaining("redeliveryAttempts: '-1' is not allowed; 0 to 2147483647")
                .hasMessageContaining("redeliveryInterval: '86400001' is not allowed; 0 to 86400000")
                .hasMessageContaining("failureStrategy: 'ignore' is not allowed; stop or skip");
        assertThat(Arrays.stream(refusal.getInvalidPropertyDescriptors()).map(FeatureDescriptor::getName))
                .containsExactly("destination", "redeliveryAttempts", "redeliveryInterval", "failureStrategy");
    }
}
