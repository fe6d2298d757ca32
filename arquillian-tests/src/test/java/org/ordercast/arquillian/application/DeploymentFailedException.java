package org.ordercast.arquillian.application;

/** A server did not do as its deployer said. */
public class DeploymentFailedException extends Exception {

    private static final long serialVersionUID = 1L;

    /** Takes what the server says. */
    public DeploymentFailedException(String message) {
        super(message);
    }
}
