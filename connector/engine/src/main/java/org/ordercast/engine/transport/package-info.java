/**
 * Datagrams over UDP: where a group is reached, the group's multicast socket and the member's own unicast socket.
 */
@NullMarked
package org.ordercast.engine.transport;

import org.jspecify.annotations.NullMarked;
