package org.ordercast.arquillian.application;

import java.nio.file.Path;
import java.util.Map;

/** What a deployer does with a running server. Used inside it; each product of server has its own. */
public interface Administration {

    /**
     * Deploys the resource adapter.
     *
     * @param name its name
     * @param properties its properties
     * @throws DeploymentFailedException if the server says that it failed
     */
    void deployAdapter(String name, Map<String, String> properties) throws DeploymentFailedException;

    /**
     * Deploys an application.
     *
     * @param name its name
     * @param archive its file
     * @throws DeploymentFailedException if the server says that it failed
     */
    void deployApplication(String name, Path archive) throws DeploymentFailedException;

    /**
     * Undeploys an application.
     *
     * @param name its name
     * @throws DeploymentFailedException if the server says that it failed
     */
    void undeployApplication(String name) throws DeploymentFailedException;

    /**
     * Undeploys the resource adapter, whoever still uses it.
     *
     * @param name its name
     * @throws DeploymentFailedException if the server says that it failed
     */
    void undeployAdapter(String name) throws DeploymentFailedException;
}
