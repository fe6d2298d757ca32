/**
 * A resource adapter that calls message-driven beans as often as it can, with messages that it makes up itself: what a server allows,
 * without a network, a log or an order.
 */
@NullMarked
package org.ordercast.arquillian.calls;

import org.jspecify.annotations.NullMarked;
