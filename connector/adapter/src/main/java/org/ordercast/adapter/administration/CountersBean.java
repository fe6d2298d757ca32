package org.ordercast.adapter.administration;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import javax.management.Attribute;
import javax.management.AttributeList;
import javax.management.AttributeNotFoundException;
import javax.management.DynamicMBean;
import javax.management.MBeanInfo;
import javax.management.ReflectionException;
import javax.management.openmbean.OpenMBeanAttributeInfo;
import javax.management.openmbean.OpenMBeanAttributeInfoSupport;
import javax.management.openmbean.OpenMBeanInfoSupport;
import javax.management.openmbean.SimpleType;
import org.jspecify.annotations.Nullable;
import org.ordercast.engine.Counter;
import org.ordercast.engine.Member;

/**
 * Shows everything that a member counts, one attribute for each counter: {@code NAKS_SENT} is {@code NaksSent}. Dynamic,
 * so that a new counter of the engine is never forgotten here; open, so that any management client can read it.
 */
final class CountersBean implements DynamicMBean {

    private static final Map<String, Counter> ATTRIBUTES = Arrays.stream(Counter.values())
            .collect(Collectors.toUnmodifiableMap(CountersBean::attribute, Function.identity()));

    private final Member member;

    CountersBean(Member member) {
        this.member = member;
    }

    static String attribute(Counter counter) {
        return Arrays.stream(counter.name().split("_", -1))
                .map(word -> word.charAt(0) + word.substring(1).toLowerCase(Locale.ROOT))
                .collect(Collectors.joining());
    }

    @Override
    public Object getAttribute(@Nullable String name) throws AttributeNotFoundException {
        Counter counter = name == null ? null : ATTRIBUTES.get(name);
        if (counter == null) {
            throw new AttributeNotFoundException("there is no counter " + name);
        }
        return member.counters().getOrDefault(counter, 0L);
    }

    @Override
    public AttributeList getAttributes(String[] names) {
        Map<Counter, Long> values = member.counters();
        AttributeList attributes = new AttributeList();
        for (String name : names) {
            Counter counter = ATTRIBUTES.get(name);
            if (counter != null) {
                attributes.add(new Attribute(name, values.getOrDefault(counter, 0L)));
            }
        }
        return attributes;
    }

    @Override
    public void setAttribute(@Nullable Attribute attribute) throws AttributeNotFoundException {
        throw new AttributeNotFoundException("counters cannot be set: " + attribute);
    }

    @Override
    public AttributeList setAttributes(AttributeList attributes) {
        return new AttributeList();
    }

    @Override
    public Object invoke(String operation, Object @Nullable [] parameters, String @Nullable [] signature)
            throws ReflectionException {
        throw new ReflectionException(new NoSuchMethodException(operation), "there is no operation " + operation);
    }

    @Override
    public MBeanInfo getMBeanInfo() {
        return new OpenMBeanInfoSupport(
                CountersBean.class.getName(),
                "What the member counts; every counter starts at zero with the member and only grows",
                Arrays.stream(Counter.values()).map(CountersBean::describe).toArray(OpenMBeanAttributeInfo[]::new),
                null,
                null,
                null);
    }

    private static OpenMBeanAttributeInfo describe(Counter counter) {
        String words = counter.name().replace('_', ' ').toLowerCase(Locale.ROOT);
        return new OpenMBeanAttributeInfoSupport(attribute(counter), words, SimpleType.LONG, true, false, false);
    }
}
