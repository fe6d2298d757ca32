/**
 * What applications compile against: a listener that receives ordered messages, a connection that publishes them, and
 * an administered object that shows the group. The implementation lives in the resource adapter; applications declare
 * this module as provided and never bundle it.
 */
@NullMarked
package org.ordercast;

import org.jspecify.annotations.NullMarked;
