package org.ordercast.arquillian.server;

import org.jboss.arquillian.core.spi.LoadableExtension;

/** Tells Arquillian to prepare each server before it is started. */
public final class ServerExtension implements LoadableExtension {

    @Override
    public void register(ExtensionBuilder builder) {
        builder.observer(ServerPreparation.class);
    }
}
