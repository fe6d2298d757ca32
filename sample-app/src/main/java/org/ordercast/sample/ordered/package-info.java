/** The lane with Ordercast's ordering: the message-driven bean, and what steers its delivery. */
@NullMarked
package org.ordercast.sample.ordered;

import org.jspecify.annotations.NullMarked;
