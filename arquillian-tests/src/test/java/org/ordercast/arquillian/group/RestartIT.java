package org.ordercast.arquillian.group;

import org.ordercast.arquillian.server.ServerData;

/** Servers of one user on one host, whose adapters have a group and a port, and everything else at its default. */
@ServerData(shared = true)
class RestartIT extends Restart {}
