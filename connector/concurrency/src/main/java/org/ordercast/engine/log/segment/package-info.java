/** What crosses between the threads that write, force and read segments. */
@NullMarked
package org.ordercast.engine.log.segment;

import org.jspecify.annotations.NullMarked;
