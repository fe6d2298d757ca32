/** What this server is, who its peers are, and what it got from the container. */
@NullMarked
package org.ordercast.sample.server;

import org.jspecify.annotations.NullMarked;
