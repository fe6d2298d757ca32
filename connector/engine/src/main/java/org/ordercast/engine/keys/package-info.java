/** Where a member's group keys come from: its configuration, a file, or a key store. */
@NullMarked
package org.ordercast.engine.keys;

import org.jspecify.annotations.NullMarked;
