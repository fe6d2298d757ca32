package org.ordercast.sample.server;

import java.net.URI;

/**
 * A server that runs this application.
 *
 * @param id its id, which is its member id in the group
 * @param base where the application answers, ending with a slash
 */
public record ServerAddress(String id, URI base) {

    /**
     * An address of the application's interface.
     *
     * @param path the path behind {@code api/}
     * @return the address
     */
    public URI api(String path) {
        return base.resolve("api/" + path);
    }
}
