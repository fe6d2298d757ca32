package org.ordercast.benchmarks.plots;

import java.util.Locale;

/** Writes a picture: shapes and text at places in pixels, which look as the classes that they name say. */
final class Svg {

    private final StringBuilder svg = new StringBuilder();

    /**
     * Begins a picture.
     *
     * @param width in pixels
     * @param height in pixels
     * @param title what it shows, for those who do not see it
     * @param style how classes look, in CSS
     */
    Svg(double width, double height, String title, String style) {
        append(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %1$s %2$s\" width=\"%1$s\" height=\"%2$s\" role=\"img\">",
                pixels(width), pixels(height));
        append("<title>%s</title>", escaped(title));
        append("<style>%n%s</style>", style);
    }

    void rectangle(double x, double y, double width, double height, double corner, String classes) {
        append(
                "<rect x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\" rx=\"%s\" class=\"%s\"/>",
                pixels(x), pixels(y), pixels(width), pixels(height), pixels(corner), classes);
    }

    void line(double x1, double y1, double x2, double y2, String classes) {
        append(
                "<line x1=\"%s\" y1=\"%s\" x2=\"%s\" y2=\"%s\" class=\"%s\"/>",
                pixels(x1), pixels(y1), pixels(x2), pixels(y2), classes);
    }

    void circle(double x, double y, double radius, String classes) {
        append("<circle cx=\"%s\" cy=\"%s\" r=\"%s\" class=\"%s\"/>", pixels(x), pixels(y), pixels(radius), classes);
    }

    /** Straight lines from point to point: x and y in turn. */
    void path(double[] points, String classes) {
        StringBuilder list = new StringBuilder();
        for (int i = 0; i < points.length; i += 2) {
            list.append(i == 0 ? "" : " ").append(pixels(points[i])).append(',').append(pixels(points[i + 1]));
        }
        append("<polyline points=\"%s\" class=\"%s\"/>", list, classes);
    }

    /** Text on a line whose foot is at y. */
    void text(double x, double y, String text, String classes) {
        append("<text x=\"%s\" y=\"%s\" class=\"%s\">%s</text>", pixels(x), pixels(y), classes, escaped(text));
    }

    /** Ends the picture. */
    String end() {
        return svg + "</svg>" + System.lineSeparator();
    }

    private void append(String format, Object... arguments) {
        svg.append(String.format(Locale.ROOT, format, arguments)).append(System.lineSeparator());
    }

    private static String pixels(double value) {
        String text = String.format(Locale.ROOT, "%.1f", value);
        return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
