/** Reports what this server and its peers are doing, as the page shows it. */
@NullMarked
package org.ordercast.sample.status;

import org.jspecify.annotations.NullMarked;
