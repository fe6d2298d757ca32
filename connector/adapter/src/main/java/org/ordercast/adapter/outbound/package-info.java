/**
 * From applications to the group: connection factory, managed connections, and local transactions.
 */
@NullMarked
package org.ordercast.adapter.outbound;

import org.jspecify.annotations.NullMarked;
