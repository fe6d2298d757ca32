package org.ordercast.engine.frame;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The page that describes the wire format for other languages, for tests that hold the code to it. */
public final class WireFormatPage {

    private static final Pattern VECTOR = Pattern.compile("```vector ([A-Z_0-9]+)\n([0-9a-f\\s]+)```");
    private static final Pattern SEALED = Pattern.compile("```sealed ([A-Za-z0-9-]+)\n([0-9a-f\\s]+)```");
    private static final Pattern DIGEST = Pattern.compile("```digest\n(.+?)```", Pattern.DOTALL);

    private final String text;

    /** Reads the page. */
    public WireFormatPage() {
        Path page = Path.of(System.getProperty("basedir", "."), "..", "WIRE-FORMAT.md");
        try {
            this.text = Files.readString(page);
        } catch (IOException e) {
            throw new UncheckedIOException("the page of the wire format should be at " + page.toAbsolutePath(), e);
        }
    }

    /**
     * The test vectors.
     *
     * @return the bytes of each datagram, by its name, in the order of the page
     */
    public Map<String, byte[]> vectors() {
        return read(VECTOR);
    }

    /**
     * The test vectors of sealed datagrams.
     *
     * @return the bytes of each datagram, by the name of its cipher
     */
    public Map<String, byte[]> sealedVectors() {
        return read(SEALED);
    }

    private Map<String, byte[]> read(Pattern pattern) {
        Map<String, byte[]> vectors = new LinkedHashMap<>();
        Matcher matcher = pattern.matcher(text);
        while (matcher.find()) {
            byte[] bytes = HexFormat.of().parseHex(matcher.group(2).replaceAll("\\s", ""));
            if (vectors.put(matcher.group(1), bytes) != null) {
                throw new IllegalStateException("the page has two vectors with the name " + matcher.group(1));
            }
        }
        return vectors;
    }

    /**
     * The steps of the running digest that the page shows.
     *
     * @return for each step: digest before, publisher, number, length, digest after
     */
    public List<long[]> digestSteps() {
        Matcher matcher = DIGEST.matcher(text);
        if (!matcher.find()) {
            throw new IllegalStateException("the page has no digest block");
        }
        return matcher.group(1)
                .lines()
                .map(line -> Pattern.compile(" +")
                        .splitAsStream(line.strip())
                        .mapToLong(hex -> Long.parseUnsignedLong(hex, 16))
                        .toArray())
                .toList();
    }

    /**
     * The page.
     *
     * @return its text
     */
    public String text() {
        return text;
    }
}
