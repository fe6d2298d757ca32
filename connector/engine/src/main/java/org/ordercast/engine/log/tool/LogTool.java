package org.ordercast.engine.log.tool;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.ordercast.engine.log.Damage;
import org.ordercast.engine.log.LogItem;
import org.ordercast.engine.log.LogRecord;
import org.ordercast.engine.log.segment.DirectoryDisk;
import org.ordercast.engine.log.segment.LogDirectory;
import org.ordercast.engine.log.segment.LogReader;
import org.ordercast.engine.log.segment.VerifyReport;

/** The command line over a log's directory: {@code dump}, {@code verify} and {@code tail}. */
public final class LogTool {

    /** The log is as it should be. */
    static final int FINE = 0;

    /** Some of the log is damaged. */
    static final int DAMAGED = 1;

    /** The command line is wrong. */
    static final int USAGE = 2;

    /** The log cannot be read. */
    static final int UNREADABLE = 3;

    private static final long POLL_MILLIS = 200;

    private static final String HELP = """
            usage: java -jar ordercast-engine.jar COMMAND DIRECTORY [OPTIONS]

              dump    prints a line for each record
              verify  reads everything, and says what is damaged
              tail    prints the newest records

              --from N        dump: the first sequence (default: the oldest that is held)
              --to N          dump: the last sequence (default: the newest)
              --lines N       tail: begin N messages before the end (default: 10)
              --follow        tail: go on with what is written from now on
              --payload KIND  dump, tail: print messages, too: none, text or hex (default: none)

            Nothing in the directory is changed; a member may be writing to it.
            Exit code: 0 fine, 1 damage was found, 2 wrong usage, 3 the log cannot be read.
            """;

    private final PrintStream out;
    private final PrintStream errors;

    LogTool(PrintStream out, PrintStream errors) {
        this.out = out;
        this.errors = errors;
    }

    /**
     * Runs the tool, and ends the process with its exit code.
     *
     * @param arguments the command line
     */
    public static void main(String[] arguments) {
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        System.exit(new LogTool(out, System.err).run(List.of(arguments)));
    }

    int run(List<String> arguments) {
        try {
            ToolOptions options = ToolOptions.parse(arguments);
            LogDirectory log = new LogDirectory(DirectoryDisk.readable(options.directory()));
            if (log.isEmpty()) {
                throw new IOException("there is none in " + options.directory() + "; name the directory of one member,"
                        + " which is below that of its group, below the logDirectory");
            }
            return switch (options.command()) {
                case DUMP -> dump(log, options);
                case VERIFY -> verify(log);
                case TAIL -> tail(log, options);
            };
        } catch (ToolOptions.UsageException e) {
            errors.println(e.getMessage());
            errors.print(HELP);
            return USAGE;
        } catch (IOException e) {
            errors.println("the log cannot be read: " + e.getMessage());
            return UNREADABLE;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return FINE;
        }
    }

    private int dump(LogDirectory log, ToolOptions options) throws IOException {
        List<Long> segments = log.firstSequences();
        if (segments.isEmpty()) {
            return FINE;
        }
        RecordLines lines = new RecordLines(out, options.payload());
        int code = FINE;
        try (LogReader reader = log.openReader(Math.max(options.from(), segments.get(0)))) {
            Optional<LogItem> item = reader.next();
            while (item.isPresent() && firstOf(item.get(), reader) <= options.to()) {
                lines.print(item.get());
                code = item.get() instanceof Damage ? DAMAGED : code;
                item = reader.next();
            }
        }
        return code;
    }

    /** The first sequence of what a reader has just come to. */
    private static long firstOf(LogItem item, LogReader reader) {
        if (item instanceof LogRecord.Batch batch) {
            return batch.batch().firstSequence();
        } else if (item instanceof LogRecord.Gap gap) {
            return gap.first();
        } else if (item instanceof Damage damage) {
            return damage.first();
        }
        return reader.position();
    }

    private int verify(LogDirectory log) throws IOException {
        log.owner()
                .ifPresentOrElse(
                        owner -> out.println("group " + owner.group() + ", member " + owner.member()),
                        () -> out.println("the file that names group and member is missing or damaged"));
        VerifyReport report = log.verify();
        report.damage().forEach(damage -> out.println("DAMAGE " + damage));
        report.indexes().forEach(index -> out.println("index: " + index + "; it is made again when it is needed"));
        if (report.unfinishedBytes() > 0) {
            out.println(report.unfinishedBytes() + " bytes at the end are no whole record: being written, or torn");
        }
        out.println(report.segments() + " segments, " + report.records() + " records, " + report.bytes()
                + " bytes, sequences " + report.first() + " to " + report.last() + ": "
                + (report.damage().isEmpty() ? "fine" : report.damage().size() + " damaged places"));
        return report.damage().isEmpty() ? FINE : DAMAGED;
    }

    private int tail(LogDirectory log, ToolOptions options) throws IOException, InterruptedException {
        RecordLines lines = new RecordLines(out, options.payload());
        int code = FINE;
        try (LogReader reader = log.openReader(startOfTail(log, options.lines()))) {
            while (true) {
                Optional<LogItem> item = reader.next();
                if (item.isPresent()) {
                    lines.print(item.get());
                    code = item.get() instanceof Damage ? DAMAGED : code;
                } else if (options.follow()) {
                    Thread.sleep(POLL_MILLIS);
                } else {
                    return code;
                }
            }
        }
    }

    private static long startOfTail(LogDirectory log, long messages) throws IOException {
        List<Long> segments = log.firstSequences();
        if (segments.isEmpty()) {
            return 1;
        }
        try (LogReader newest = log.openReader(segments.get(segments.size() - 1))) {
            Optional<LogItem> item = newest.next();
            while (item.isPresent()) {
                item = newest.next();
            }
            return Math.max(segments.get(0), newest.position() - messages);
        }
    }
}
