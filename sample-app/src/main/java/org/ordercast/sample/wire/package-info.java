/** What travels in a message's payload: who submitted which command, and when. */
@NullMarked
package org.ordercast.sample.wire;

import org.jspecify.annotations.NullMarked;
