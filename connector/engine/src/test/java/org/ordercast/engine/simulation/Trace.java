package org.ordercast.engine.simulation;

import java.io.PrintStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;

/** What happens in a run, one line a step, for a person to read. Off unless asked for: a line costs more than a step. */
class Trace {

    /** Tells nothing. */
    static final Trace OFF = new Trace(0, null);

    private final int kept;
    private final PrintStream out;
    private final Deque<String> newest = new ArrayDeque<>();

    private Trace(int kept, PrintStream out) {
        this.kept = kept;
        this.out = out;
    }

    /** Prints each line at once. */
    static Trace printing(PrintStream out) {
        return new Trace(0, out);
    }

    /** Keeps the newest lines. */
    static Trace keeping(int lines) {
        return new Trace(lines, null);
    }

    /** Whether anybody reads the lines: ask before putting one together. */
    boolean isOn() {
        return this != OFF;
    }

    /** Tells that something happened at a time to somebody. */
    void tell(long time, String who, String what) {
        String line = String.format(Locale.ROOT, "%13.6f ms  %-12s %s", time / 1e6, who, what);
        if (out != null) {
            out.println(line);
        }
        if (kept > 0) {
            if (newest.size() == kept) {
                newest.removeFirst();
            }
            newest.addLast(line);
        }
    }

    /** The newest lines, oldest first. */
    List<String> newest() {
        return List.copyOf(newest);
    }
}
