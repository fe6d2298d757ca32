/**
 * The deterministic simulator: drives the real protocol of several members over a simulated network and clock, from
 * one seed a run, and checks after each step that what must always hold still holds.
 *
 * <p>{@link org.ordercast.engine.simulation.Simulation} is one run. {@link org.ordercast.engine.simulation.Campaign}
 * makes many, and prints the command that replays the one that failed.
 */
@NullMarked
package org.ordercast.engine.simulation;

import org.jspecify.annotations.NullMarked;
