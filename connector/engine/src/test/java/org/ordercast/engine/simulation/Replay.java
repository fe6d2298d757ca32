package org.ordercast.engine.simulation;

import java.util.List;

/**
 * What a failed seed did when it was run again.
 *
 * @param lastSteps its last steps
 * @param outcome how it failed, or that it did not
 */
record Replay(List<String> lastSteps, String outcome) {}
