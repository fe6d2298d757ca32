/** What crosses from the thread that fetches to the member's. */
@NullMarked
package org.ordercast.engine.link;

import org.jspecify.annotations.NullMarked;
