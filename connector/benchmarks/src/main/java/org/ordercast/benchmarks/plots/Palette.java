package org.ordercast.benchmarks.plots;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.ordercast.benchmarks.contenders.Contender;
import org.ordercast.benchmarks.contenders.SystemUnderTest;

/**
 * How things look, in CSS. A system has one colour in all pictures; Ordercast is blue, and stronger than the others. Colours of systems
 * are neither light nor dark, and pictures bring their own ground, so that they can be read on a light page and on a dark one.
 */
final class Palette {

    /** Ordercast with one set of options after the other. */
    private static final List<String> BLUES = List.of("#2a6df4", "#12a5c9", "#7a5cf0", "#0f8f8a", "#5b7fb5");

    /** How wide a letter is at the most, on average: fonts differ from page to page. */
    private static final double LETTER = 7.8;

    private static final String STYLE = """
            text { font-family: system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif; font-size: 13px; fill: #1f2328 }
            .ground { fill: #ffffff; stroke: #d8dee4 }
            .title { font-size: 17px; font-weight: 600 }
            .heading { font-weight: 600 }
            .own { font-weight: 700 }
            .quiet { fill: #59636e }
            .small { font-size: 11.5px }
            .end { text-anchor: end }
            .middle { text-anchor: middle }
            .grid { stroke: #e4e8ec }
            .base { stroke: #8c959f }
            .whisker { stroke: #1f2328; stroke-width: 1.4; opacity: .75 }
            polyline { fill: none; stroke-width: 1.8; stroke-linejoin: round }
            .strong { stroke-width: 3.4 }
            .leader { stroke-width: 1; opacity: .6 }
            .spread { stroke-width: 1.4; opacity: .65 }
            @media (prefers-color-scheme: dark) {
              text { fill: #e6edf3 }
              .ground { fill: #0d1117; stroke: #30363d }
              .quiet { fill: #9198a1 }
              .grid { stroke: #262c34 }
              .base { stroke: #6e7681 }
              .whisker { stroke: #e6edf3 }
            }
            """;

    private final Map<Contender, String> colours = new LinkedHashMap<>();

    /** Gives each of the systems its colour. */
    Palette(Iterable<Contender> contenders) {
        int own = 0;
        for (Contender contender : contenders) {
            if (!colours.containsKey(contender)) {
                colours.put(
                        contender, isOwn(contender) ? BLUES.get(own++ % BLUES.size()) : colourOf(contender.system()));
            }
        }
    }

    private static String colourOf(SystemUnderTest system) {
        return switch (system) {
            case ORDERCAST -> BLUES.get(0);
            case JGROUPS -> "#c9a66b";
            case JGROUPS_TUNED -> "#d08159";
            case JGROUPS_NAKACK4 -> "#b5687a";
            case JGROUPS_SEQUENCER2 -> "#9b86b8";
            case AERON -> "#6ba368";
            case FLOOR -> "#98a0a9";
        };
    }

    /** Whether it is Ordercast, which stands out. */
    static boolean isOwn(Contender contender) {
        return contender.system() == SystemUnderTest.ORDERCAST;
    }

    /** The room that the name of any of the systems takes, with so many letters behind it. */
    double nameWidth(int more) {
        int longest = colours.keySet().stream()
                .mapToInt(contender -> contender.toString().length())
                .max()
                .orElse(0);
        return (longest + more) * LETTER;
    }

    /** How all classes look. */
    String style() {
        StringBuilder style = new StringBuilder(STYLE);
        colours.forEach((contender, colour) -> style.append(String.format(
                Locale.ROOT, ".%1$s { fill: %2$s } .%1$s-line { stroke: %2$s }%n", nameOf(contender), colour)));
        return style.toString();
    }

    /** The class of what is filled with a system's colour. */
    String fill(Contender contender) {
        return nameOf(contender);
    }

    /** The class of a line in a system's colour. */
    String stroke(Contender contender) {
        return nameOf(contender) + "-line";
    }

    private static String nameOf(Contender contender) {
        return contender.toString().replaceAll("[^a-z0-9-]", "_");
    }
}
