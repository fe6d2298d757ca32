package org.ordercast.arquillian.group;

import org.ordercast.arquillian.server.ServerData;

/** Servers with a directory for their data, where their adapters find it by themselves. */
@ServerData(rootDirectory = true)
class RestartWithRootDirectoryIT extends Restart {}
