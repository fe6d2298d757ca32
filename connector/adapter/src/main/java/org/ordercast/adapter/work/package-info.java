/**
 * The adapter's work on the application server's threads.
 */
@NullMarked
package org.ordercast.adapter.work;

import org.jspecify.annotations.NullMarked;
