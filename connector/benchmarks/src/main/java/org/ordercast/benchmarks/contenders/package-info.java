/** Which systems there are to be measured, and how each of them is set up. */
@NullMarked
package org.ordercast.benchmarks.contenders;

import org.jspecify.annotations.NullMarked;
