/** What is published in a run, and the proof that every member received it: content, publishers' order, one order for all. */
@NullMarked
package org.ordercast.benchmarks.messages;

import org.jspecify.annotations.NullMarked;
