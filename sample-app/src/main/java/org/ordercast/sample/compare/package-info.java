/** Compares the servers' books at the same place, and says truthfully whether they agree. */
@NullMarked
package org.ordercast.sample.compare;

import org.jspecify.annotations.NullMarked;
