/** How the engine makes the threads that it owns, all of them alike. Knows nothing of what they do. */
@NullMarked
package org.ordercast.engine.thread;

import org.jspecify.annotations.NullMarked;
