/** Puts the application together inside the application server, starts it and stops it. */
@NullMarked
package org.ordercast.sample.container;

import org.jspecify.annotations.NullMarked;
