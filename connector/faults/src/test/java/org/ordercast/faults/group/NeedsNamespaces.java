package org.ordercast.faults.group;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.Optional;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.ordercast.faults.network.NamespaceNetwork;

/** A test that is skipped, and says so in the build's output, where network namespaces cannot be made. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(NeedsNamespaces.Condition.class)
public @interface NeedsNamespaces {

    /** Tries it once. */
    final class Condition implements ExecutionCondition {

        private static final class Tried {
            private static final Optional<String> REASON = NamespaceNetwork.unavailable();
        }

        @Override
        public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
            Optional<String> reason = Tried.REASON;
            reason.ifPresent(why -> System.out.println("[WARN] NOTHING IS PROVED BY "
                    + context.getRequiredTestClass().getSimpleName() + ", WHICH IS SKIPPED: " + why));
            return reason.map(ConditionEvaluationResult::disabled)
                    .orElseGet(() -> ConditionEvaluationResult.enabled("network namespaces can be made"));
        }
    }
}
