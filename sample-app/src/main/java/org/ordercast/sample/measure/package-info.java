/** Measures how many commands a server applies, and how long they take to arrive. */
@NullMarked
package org.ordercast.sample.measure;

import org.jspecify.annotations.NullMarked;
