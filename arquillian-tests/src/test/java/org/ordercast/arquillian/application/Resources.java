package org.ordercast.arquillian.application;

import jakarta.ejb.Stateless;
import jakarta.resource.AdministeredObjectDefinition;
import jakarta.resource.ConnectionFactoryDefinition;
import jakarta.resource.spi.TransactionSupport.TransactionSupportLevel;

/** Declares the way into the group. */
@Stateless
@ConnectionFactoryDefinition(
        name = Resources.FACTORY,
        interfaceName = "org.ordercast.OrderedConnectionFactory",
        resourceAdapter = "ordercast",
        // Without it, servers leave the connections out of their transactions: it is none by default.
        transactionSupport = TransactionSupportLevel.LocalTransaction)
@AdministeredObjectDefinition(
        name = Resources.GROUP,
        interfaceName = "org.ordercast.OrderedGroup",
        className = "org.ordercast.adapter.administration.OrdercastGroup",
        resourceAdapter = "ordercast")
public class Resources {

    /** Where the connection factory is to be found. */
    public static final String FACTORY = "java:app/ordercast/factory";

    /** Where the group is to be found. */
    public static final String GROUP = "java:app/ordercast/group";
}
