package org.ordercast.engine.mutants;

/**
 * One broken variant of the product.
 *
 * @param name what is broken, as one phrase
 * @param file the source file in the engine, as {@code ordering/Holders}
 * @param original what stands there, once
 * @param replacement what stands there instead
 * @param scenario the scenario whose seeds must notice it
 * @param seed the seed that noticed it last, which is tried first
 * @param seeds within how many seeds it must be noticed where that one does not any more
 */
record Mutant(String name, String file, String original, String replacement, String scenario, long seed, int seeds) {}
