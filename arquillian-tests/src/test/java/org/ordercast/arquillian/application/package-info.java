/**
 * What a test deploys beside its own classes: beans that record what they receive and answer as the test says. Runs
 * inside the server; knows no product of server.
 */
@NullMarked
package org.ordercast.arquillian.application;

import org.jspecify.annotations.NullMarked;
