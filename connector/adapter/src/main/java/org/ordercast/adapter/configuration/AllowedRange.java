package org.ordercast.adapter.configuration;

import jakarta.validation.Constraint;
import jakarta.validation.OverridesAttribute;
import jakarta.validation.Payload;
import jakarta.validation.ReportAsSingleViolation;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** A whole number from a range. A violation names the property, its value and the range. */
@NotNull
@Min(0)
@Max(0)
@ReportAsSingleViolation
@Constraint(validatedBy = {})
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.FIELD)
public @interface AllowedRange {

    /**
     * The property's name.
     *
     * @return the name
     */
    String property();

    /**
     * The least value.
     *
     * @return a value that is allowed
     */
    @OverridesAttribute(constraint = Min.class, name = "value")
    long min();

    /**
     * The greatest value.
     *
     * @return a value that is allowed
     */
    @OverridesAttribute(constraint = Max.class, name = "value")
    long max();

    /**
     * The violation's message.
     *
     * @return a Bean Validation message
     */
    String message() default "{property}: ${validatedValue} is not allowed; {min} to {max}";

    /**
     * The groups in which the constraint is checked.
     *
     * @return Bean Validation groups
     */
    Class<?>[] groups() default {};

    /**
     * What a validation client attaches.
     *
     * @return Bean Validation payloads
     */
    Class<? extends Payload>[] payload() default {};
}
