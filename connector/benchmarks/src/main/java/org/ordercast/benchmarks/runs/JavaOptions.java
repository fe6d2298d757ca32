package org.ordercast.benchmarks.runs;

import java.nio.file.Path;

/**
 * What runs the members, the same for all systems.
 *
 * @param program the Java program
 * @param heap the size of the heap, as the option -Xmx takes it
 */
public record JavaOptions(Path program, String heap) {}
