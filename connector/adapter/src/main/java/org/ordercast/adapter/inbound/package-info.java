/**
 * From the ordered log to message-driven beans: activations, subscriptions, and the delivery of one message after another.
 */
@NullMarked
package org.ordercast.adapter.inbound;

import org.jspecify.annotations.NullMarked;
