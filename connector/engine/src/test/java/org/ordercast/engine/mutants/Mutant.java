package org.ordercast.engine.mutants;

/**
 * One broken variant of the product.
 *
 * @param name what is broken, as one phrase
 * @param file the source file in the engine, as {@code ordering/Holders}
 * @param original what stands there, once
 * @param replacement what stands there instead
 * @param scenario the scenario whose seeds must notice it
 * @param seeds within how many seeds
 */
record Mutant(String name, String file, String original, String replacement, String scenario, int seeds) {}
