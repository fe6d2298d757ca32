package org.ordercast;

import jakarta.resource.Referenceable;
import java.io.Serializable;

/** Gives connections to a group. Looked up or injected as a resource; safe for use by several threads. */
public interface OrderedConnectionFactory extends Serializable, Referenceable {

    /**
     * Opens a connection. Cheap: connections are handles on the server's one member of the group.
     *
     * @return an open connection, to be closed by its user
     * @throws OrdercastException if the server cannot give one
     */
    OrderedConnection getConnection() throws OrdercastException;
}
