package org.ordercast.arquillian.payara;

import java.lang.annotation.Annotation;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import org.ordercast.arquillian.application.Administration;
import org.ordercast.arquillian.application.DeploymentFailedException;
import org.ordercast.arquillian.server.Settings;

/**
 * Gives a Payara Micro the commands that its deployer would, from inside it: it has no administration port. Its classes
 * are there at run time only.
 */
public final class PayaraCommands implements Administration {

    /** The adapter's configuration goes with it when it is undeployed, but not when it cannot be deployed. */
    @Override
    public void deployAdapter(String name, Map<String, String> properties) throws DeploymentFailedException {
        run("create-resource-adapter-config", "--property", list(properties), name);
        try {
            run("deploy", "--name", name, Settings.rar());
        } catch (DeploymentFailedException e) {
            run("delete-resource-adapter-config", name);
            throw e;
        }
    }

    @Override
    public void deployApplication(String name, Path archive) throws DeploymentFailedException {
        run("deploy", "--name", name, "--contextroot", name, archive.toString());
    }

    @Override
    public void undeployApplication(String name) throws DeploymentFailedException {
        run("undeploy", name);
    }

    @Override
    public void undeployAdapter(String name) throws DeploymentFailedException {
        run("undeploy", "--cascade=true", name);
    }

    /** Properties in the form that the commands take. */
    static String list(Map<String, String> properties) {
        return properties.entrySet().stream()
                .map(property -> property.getKey() + "=" + property.getValue().replace(":", "\\:"))
                .collect(Collectors.joining(":"));
    }

    private static void run(String command, String... parameters) throws DeploymentFailedException {
        try {
            Class<?> type = Class.forName("org.glassfish.embeddable.CommandRunner");
            Object answer =
                    type.getMethod("run", String.class, String[].class).invoke(service(type), command, parameters);
            Class<?> result = Class.forName("org.glassfish.embeddable.CommandResult");
            String status = result.getMethod("getExitStatus").invoke(answer).toString();
            if (status.equals("FAILURE")) {
                throw new DeploymentFailedException(
                        command + ": " + result.getMethod("getOutput").invoke(answer));
            }
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("this is no Payara Micro of the kind that was known", e);
        }
    }

    private static Object service(Class<?> type) throws ReflectiveOperationException {
        Object services = Class.forName("org.glassfish.internal.api.Globals")
                .getMethod("getDefaultHabitat")
                .invoke(null);
        return services.getClass()
                .getMethod("getService", Class.class, Annotation[].class)
                .invoke(services, type, new Annotation[0]);
    }
}
