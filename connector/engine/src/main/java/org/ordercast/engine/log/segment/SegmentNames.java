package org.ordercast.engine.log.segment;

import java.util.List;
import java.util.regex.Pattern;

/** The names of the log's files: they sort by the first sequence. */
final class SegmentNames {

    /** What a file is called until it is whole. */
    static final String UNFINISHED = ".new";

    /** What a segment is called that nothing can be read from. */
    static final String UNREADABLE = ".unreadable";

    private static final Pattern SEGMENT = Pattern.compile("[0-9]{20}\\.segment");

    private SegmentNames() {}

    static String segment(long firstSequence) {
        String digits = Long.toString(firstSequence);
        return "0".repeat(20 - digits.length()) + digits + ".segment";
    }

    static String index(String segment) {
        return segment.substring(0, 20) + ".index";
    }

    /** The segments among files, oldest first. */
    static List<String> segmentsIn(List<String> files) {
        return files.stream()
                .filter(name -> SEGMENT.matcher(name).matches())
                .sorted()
                .toList();
    }
}
