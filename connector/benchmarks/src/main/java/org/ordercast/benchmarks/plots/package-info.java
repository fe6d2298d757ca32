/**
 * Draws the runs of a comparison: for each load a picture in SVG.
 *
 * <p>It writes SVG itself. The libraries that draw charts on the JVM draw on Java 2D, which wants fonts where there is no screen, and
 * come to SVG through a library under the LGPL or GPL (VectorGraphics2D, JFreeSVG); what they write has neither an order of its own for
 * a dark page nor text that a reader's browser sets. These few pictures need rectangles, lines and text.
 */
@NullMarked
package org.ordercast.benchmarks.plots;

import org.jspecify.annotations.NullMarked;
