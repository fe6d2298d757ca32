/** The command line over a log's directory. It changes nothing there, and works while a member writes. */
@NullMarked
package org.ordercast.engine.log.tool;

import org.jspecify.annotations.NullMarked;
