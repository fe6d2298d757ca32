/**
 * Starts the servers that tests run in, each with a resource adapter of its own settings. Runs beside the servers; what
 * is specific to one product of server is in a class that bears its name.
 */
@NullMarked
package org.ordercast.arquillian.server;

import org.jspecify.annotations.NullMarked;
