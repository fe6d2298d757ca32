/**
 * Starts this application on several Payara Micro servers on this machine's loopback interface, each in a process of its
 * own, and stops them again. Not part of the application: it is left out of the WAR.
 */
@NullMarked
package org.ordercast.sample.cluster;

import org.jspecify.annotations.NullMarked;
