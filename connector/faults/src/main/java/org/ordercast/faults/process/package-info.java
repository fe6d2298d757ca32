/** A member as a process of its own: publishes numbered messages, and writes down what it sends and delivers. */
@NullMarked
package org.ordercast.faults.process;

import org.jspecify.annotations.NullMarked;
