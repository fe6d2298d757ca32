/**
 * The server's member of a group: started once for all adapter instances of equal settings, and let go of with the last.
 */
@NullMarked
package org.ordercast.adapter.group;

import org.jspecify.annotations.NullMarked;
