package org.ordercast.adapter.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.validation.ConstraintViolation;
import jakarta.validation.Validation;
import jakarta.validation.Validator;
import jakarta.validation.ValidatorFactory;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.ordercast.adapter.OrdercastResourceAdapter;
import org.ordercast.adapter.configuration.ConfiguredBeans.Bean;
import org.ordercast.adapter.configuration.ConfiguredBeans.Property;
import org.ordercast.adapter.inbound.OrderedActivationSpec;
import org.ordercast.adapter.outbound.OrdercastManagedConnectionFactory;
import org.ordercast.engine.Durability;
import org.ordercast.engine.GroupSettings;
import org.ordercast.engine.StorageSettings;

class ConfigurationTest {

    private static ValidatorFactory validators;
    private static Validator validator;

    @BeforeAll
    static void openValidator() {
        validators = Validation.buildDefaultValidatorFactory();
        validator = validators.getValidator();
    }

    @AfterAll
    static void closeValidator() {
        validators.close();
    }

    static Stream<Bean> beans() {
        return ConfiguredBeans.all().stream();
    }

    @Test
    void theAdapterHasEverySettingOfTheEngineUnderItsOwnName() {
        List<String> settings = Arrays.stream(GroupSettings.class.getRecordComponents())
                .map(RecordComponent::getName)
                .filter(name -> !name.equals("storage"))
                .toList();
        List<String> storage = List.of("durability", "logDirectory", "logSegmentSize", "logKeepBytes", "logKeepTime");

        assertThat(ConfiguredBeans.properties(OrdercastResourceAdapter.class))
                .extracting(Property::name)
                .containsAll(settings)
                .containsAll(storage)
                .hasSize(settings.size() + storage.size() + 1)
                .contains("sendTimeout");
    }

    @Test
    void theDefaultsAreTheEngines() {
        assertThat(new Exposed().settings()).isEqualTo(GroupSettings.builder().build());
    }

    @ParameterizedTest
    @MethodSource("beans")
    void everyPropertyIsDocumentedTypedAndAtItsDefault(Bean bean) throws ReflectiveOperationException {
        Object instance = bean.type().getConstructor().newInstance();
        assertThat(ConfiguredBeans.properties(bean.type())).isNotEmpty();
        for (Property property : ConfiguredBeans.properties(bean.type())) {
            Class<?> type = property.declaration().type();
            assertThat(property.description()).as(property.name()).isNotBlank();
            assertThat(property.field().getType()).as(property.name()).isEqualTo(type);
            assertThat(bean.type().getMethod(property.setter(), type)).isNotNull();
            Object value = bean.type().getMethod(property.getter()).invoke(instance);
            assertThat(String.valueOf(value))
                    .as("the default of " + property.name())
                    .isEqualTo(property.declaration().defaultValue());
        }
    }

    @ParameterizedTest
    @MethodSource("beans")
    void theDefaultsAreValid(Bean bean) throws ReflectiveOperationException {
        assertThat(validator.validate(bean.type().getConstructor().newInstance()))
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("beans")
    void noPropertyMayBeMissing(Bean bean) throws ReflectiveOperationException {
        for (Property property : ConfiguredBeans.properties(bean.type())) {
            assertThat(violations(bean.type(), property, null))
                    .as(property.name())
                    .hasSize(1);
        }
    }

    @ParameterizedTest
    @MethodSource("beans")
    void aNumberOutOfItsRangeIsRefusedWithItsNameItsValueAndTheRange(Bean bean) throws ReflectiveOperationException {
        for (Property property : ConfiguredBeans.properties(bean.type())) {
            AllowedRange range = property.field().getAnnotation(AllowedRange.class);
            if (range == null) {
                continue;
            }
            assertThat(violations(bean.type(), property, range.min()))
                    .as(property.name())
                    .isEmpty();
            assertThat(violations(bean.type(), property, range.max()))
                    .as(property.name())
                    .isEmpty();
            long below = range.min() - 1;
            assertThat(violations(bean.type(), property, below))
                    .singleElement()
                    .asString()
                    .startsWith(property.name() + ": " + below + " is not allowed; ");
        }
    }

    @Test
    void whatTheRangesAllowTheEngineAllows() throws ReflectiveOperationException {
        for (Property property : ConfiguredBeans.properties(OrdercastResourceAdapter.class)) {
            AllowedRange range = property.field().getAnnotation(AllowedRange.class);
            if (range == null || property.name().equals("sendTimeout")) {
                continue;
            }
            for (long value : new long[] {range.min(), range.max()}) {
                Exposed bean = new Exposed();
                bean.setMaxMessageSize(1);
                bean.setPublishBuffer(Integer.MAX_VALUE);
                set(bean, property, value);
                assertThatCode(bean::settings)
                        .as(property.name() + " = " + value)
                        .doesNotThrowAnyException();
            }
            if (range.max() < Integer.MAX_VALUE) {
                Exposed bean = new Exposed();
                set(bean, property, range.max() + 1);
                assertThatThrownBy(bean::settings).hasMessageContaining(property.name());
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "group, '', '1 to 255 UTF-8 bytes'",
        "networkInterface, '', '''loopback'', or a network interface''s name or one of its addresses'",
        "groupAddress, '', an IPv4 or IPv6 multicast address",
    })
    void aTextThatIsNotAllowedIsRefusedWithWhatIs(String name, String value, String allowed)
            throws ReflectiveOperationException {
        Property property = ConfiguredBeans.properties(OrdercastResourceAdapter.class).stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow();

        assertThat(violations(OrdercastResourceAdapter.class, property, value))
                .containsExactly(name + ": '" + value + "' is not allowed; " + allowed);
    }

    @Test
    void aFailureStrategyIsOneOfThoseThatThereAre() {
        OrderedActivationSpec spec = new OrderedActivationSpec();
        spec.setFailureStrategy("ignore");

        assertThat(validator.validate(spec))
                .extracting(ConstraintViolation::getMessage)
                .containsExactly("failureStrategy: 'ignore' is not allowed; stop or skip");
    }

    @Test
    void theShareOfSimulatedLossHasARange() {
        OrdercastResourceAdapter adapter = new OrdercastResourceAdapter();
        adapter.setSimulatedLoss(0.95);

        assertThat(validator.validate(adapter))
                .extracting(ConstraintViolation::getMessage)
                .containsExactly("simulatedLoss: 0.95 is not allowed; 0 to 0.9");
    }

    @Test
    void aDatagramSizeIsZeroOrLargeEnough() {
        OrdercastResourceAdapter adapter = new OrdercastResourceAdapter();
        adapter.setMaxDatagramSize(70_000);

        assertThat(validator.validate(adapter))
                .extracting(ConstraintViolation::getMessage)
                .containsExactly("maxDatagramSize: 70000 is not allowed; 0, or 512 to 65507");
    }

    @Test
    void aMistakeInASecretIsSaidWithoutIt() {
        OrdercastResourceAdapter adapter = new OrdercastResourceAdapter();
        adapter.setGroupKey("hunter2");
        adapter.setKeyStorePassword("hunter3".repeat(1_000));

        assertThat(validator.validate(adapter))
                .extracting(ConstraintViolation::getMessage)
                .containsExactlyInAnyOrder(
                        "groupKey: what is set is not allowed; empty, or id:base64 of 32 bytes with an id from 1 to 255,"
                                + " commas between several",
                        "keyStorePassword: what is set is not allowed; at most 4096 characters");
    }

    @ParameterizedTest
    @ValueSource(strings = {"KEY=", "KEY", "7:KEY=", " 2:KEY= , 1:KEY=\n"})
    void aKeyThatTheConstraintAllowsTheEngineAllows(String text) {
        Exposed bean = new Exposed();
        bean.setGroupKey(text.replace("KEY", "B".repeat(42) + "A"));

        assertThat(validator.validate(bean)).isEmpty();
        assertThat(bean.settings().isSealed()).isTrue();
        assertThat(bean.settings().toString()).doesNotContain("BBBB");
    }

    @Test
    void whatIsSetOfSecurityReachesTheEngine() {
        Exposed bean = new Exposed();
        bean.setKeyStore("/keys.p12");
        bean.setKeyStoreType("JCEKS");
        bean.setKeyStorePassword("secret");
        bean.setKeyAlias("new,old=7");
        bean.setCipher("ChaCha20-Poly1305");
        bean.setAllowUnsealed(true);

        GroupSettings settings = bean.settings();
        assertThat(settings.keyStore()).isEqualTo("/keys.p12");
        assertThat(settings.keyStoreType()).isEqualTo("JCEKS");
        assertThat(settings.keyStorePassword().value()).isEqualTo("secret");
        assertThat(settings.keyAlias()).isEqualTo("new,old=7");
        assertThat(settings.cipher()).isEqualTo("ChaCha20-Poly1305");
        assertThat(settings.allowUnsealed()).isTrue();
    }

    @Test
    void aCipherIsOneOfThoseThatThereAre() {
        Exposed bean = new Exposed();
        bean.setCipher("ROT13");

        assertThat(validator.validate(bean))
                .extracting(ConstraintViolation::getMessage)
                .containsExactly("cipher: 'ROT13' is not allowed; AES-256-GCM or ChaCha20-Poly1305");
        assertThatThrownBy(bean::settings)
                .hasMessage("cipher: 'ROT13' is not allowed; AES-256-GCM or ChaCha20-Poly1305");
    }

    @Test
    void whatIsSetOfTheLogReachesTheEngine() {
        Exposed bean = new Exposed();
        bean.setMemberId("alpha");
        bean.setDurability("disk");
        bean.setLogDirectory("/data/order");
        bean.setLogSegmentSize(1L << 21);
        bean.setLogKeepBytes(5L);
        bean.setLogKeepTime(6L);

        assertThat(validator.validate(bean)).isEmpty();
        assertThat(bean.settings().storage())
                .isEqualTo(new StorageSettings(Durability.DISK, "/data/order", 1 << 21, 5, Duration.ofMillis(6)));
    }

    @Test
    void durabilityIsOneOfThoseThatThereAre() {
        Exposed bean = new Exposed();
        bean.setDurability("tape");

        assertThat(validator.validate(bean))
                .extracting(ConstraintViolation::getMessage)
                .containsExactly("durability: 'tape' is not allowed; memory, os or disk");
        assertThatThrownBy(bean::settings).hasMessage("durability: 'tape' is not allowed; memory, os or disk");
    }

    @Test
    void whereTheServerHasNoDirectoryThatLastsTheEnginesDefaultIsTaken() {
        assertThat(new Exposed().settings().storage()).isEqualTo(StorageSettings.DEFAULT);
        assertThat(StorageSettings.DEFAULT.durability()).isEqualTo(Durability.OS);
    }

    @Test
    void onlySecretsAreConfidential() {
        assertThat(ConfiguredBeans.properties(OrdercastResourceAdapter.class))
                .filteredOn(property -> property.declaration().confidential())
                .extracting(Property::name)
                .containsExactly("groupKey", "keyStorePassword");
    }

    @Test
    void timesAreMilliseconds() {
        Exposed bean = new Exposed();
        bean.setDiscoveryTime(1_234L);
        bean.setMemberTimeout(4_567L);

        assertThat(bean.settings().discoveryTime()).isEqualTo(Duration.ofMillis(1_234));
        assertThat(bean.settings().memberTimeout()).isEqualTo(Duration.ofMillis(4_567));
    }

    @Test
    void adaptersAreEqualIfAllTheirPropertiesAre() throws ReflectiveOperationException {
        assertThat(new OrdercastResourceAdapter())
                .isEqualTo(new OrdercastResourceAdapter())
                .hasSameHashCodeAs(new OrdercastResourceAdapter())
                .isNotEqualTo(new OrdercastManagedConnectionFactory());
        for (Property property : ConfiguredBeans.properties(OrdercastResourceAdapter.class)) {
            OrdercastResourceAdapter other = new OrdercastResourceAdapter();
            if (property.declaration().type() == String.class) {
                set(other, property, "other");
            } else {
                boolean isTrue = property.declaration().defaultValue().equals("true");
                set(other, property, isTrue ? 0L : 7L);
            }
            assertThat(other).as(property.name()).isNotEqualTo(new OrdercastResourceAdapter());
        }
    }

    private static List<String> violations(Class<?> type, Property property, Object value)
            throws ReflectiveOperationException {
        Object bean = type.getConstructor().newInstance();
        set(bean, property, value);
        return validator.validateProperty(bean, property.name()).stream()
                .map(ConstraintViolation::getMessage)
                .toList();
    }

    private static void set(Object bean, Property property, Object value) throws ReflectiveOperationException {
        Class<?> type = property.declaration().type();
        Object converted = value instanceof Long number ? converted(number, type) : value;
        bean.getClass().getMethod(property.setter(), type).invoke(bean, converted);
    }

    private static Object converted(long value, Class<?> type) {
        if (type == Integer.class) {
            return (int) value;
        }
        if (type == Boolean.class) {
            return value != 0;
        }
        return type == Double.class ? (Object) (double) value : (Object) value;
    }

    /** Shows the settings that an operator's configuration comes to. */
    public static final class Exposed extends GroupConfiguration {
        @Override
        public GroupSettings settings() {
            return super.settings();
        }
    }
}
