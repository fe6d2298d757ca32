package org.ordercast.adapter.configuration;

import jakarta.validation.Constraint;
import jakarta.validation.OverridesAttribute;
import jakarta.validation.Payload;
import jakarta.validation.ReportAsSingleViolation;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** A text of a certain length and form. A violation names the property, its value and what is allowed. */
@NotNull
@Size
@Pattern(regexp = "")
@ReportAsSingleViolation
@Constraint(validatedBy = {})
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.FIELD)
public @interface AllowedText {

    /**
     * The property's name.
     *
     * @return the name
     */
    String property();

    /**
     * What is allowed, in words.
     *
     * @return the end of the violation's message
     */
    String allowed();

    /**
     * The least length.
     *
     * @return a number of characters
     */
    @OverridesAttribute(constraint = Size.class, name = "min")
    int min() default 0;

    /**
     * The greatest length.
     *
     * @return a number of characters
     */
    @OverridesAttribute(constraint = Size.class, name = "max")
    int max() default 255;

    /**
     * The form of the whole text.
     *
     * @return a regular expression
     */
    @OverridesAttribute(constraint = Pattern.class, name = "regexp")
    String form() default "(?s).*";

    /**
     * The violation's message.
     *
     * @return a Bean Validation message
     */
    String message() default "{property}: '${validatedValue}' is not allowed; {allowed}";

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
