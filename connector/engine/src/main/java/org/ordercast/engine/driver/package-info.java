/**
 * What surrounds the protocol of a running member: the thread that feeds it, the publications that wait for it, and what
 * its operator is told.
 */
@NullMarked
package org.ordercast.engine.driver;

import org.jspecify.annotations.NullMarked;
