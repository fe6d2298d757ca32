package org.ordercast.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import org.ordercast.benchmarks.comparison.Options;
import org.ordercast.benchmarks.plots.Plots;

/** Draws the pictures of a comparison again, from the runs that it wrote. */
public final class DrawPlots {

    private DrawPlots() {}

    /**
     * Draws them, and prints how a page shows them.
     *
     * @param arguments options, as {@link Options} says: {@code runs} and {@code plots}
     * @throws IOException if the runs cannot be read, or the pictures not written
     */
    public static void main(String[] arguments) throws IOException {
        Options options = new Options(arguments);
        Path directory = options.plots();
        Plots plots = Plots.of(options.runs());
        plots.writeTo(directory);
        plots.links(directory.getFileName().toString()).forEach(System.out::println);
    }
}
