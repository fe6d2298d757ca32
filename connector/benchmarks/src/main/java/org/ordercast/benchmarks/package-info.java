/**
 * Programs that measure: Ordercast beside its peers, and parts of Ordercast alone. Where members run, each is a process of its own on
 * the loopback interface, and every message is checked at every member.
 */
@NullMarked
package org.ordercast.benchmarks;

import org.jspecify.annotations.NullMarked;
