package org.ordercast.adapter.outbound;

import jakarta.resource.spi.ManagedConnectionMetaData;

/** Describes a connection to the server's console. */
final class ConnectionMetaData implements ManagedConnectionMetaData {

    @Override
    public String getEISProductName() {
        return "Ordercast";
    }

    @Override
    public String getEISProductVersion() {
        String version = ConnectionMetaData.class.getPackage().getImplementationVersion();
        return version == null ? "" : version;
    }

    /** As many as one likes: they are handles on one member. */
    @Override
    public int getMaxConnections() {
        return 0;
    }

    @Override
    public String getUserName() {
        return "";
    }
}
