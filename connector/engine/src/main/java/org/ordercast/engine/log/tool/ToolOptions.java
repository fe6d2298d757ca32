package org.ordercast.engine.log.tool;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;

/**
 * What the command line asks for.
 *
 * @param command what to do
 * @param directory the log's directory
 * @param from the first sequence to show
 * @param to the last sequence to show
 * @param lines how many messages {@code tail} begins before the end
 * @param follow whether {@code tail} goes on
 * @param payload how payloads are shown
 */
record ToolOptions(Command command, Path directory, long from, long to, long lines, boolean follow, Payload payload) {

    /** What the tool can do. */
    enum Command {
        DUMP,
        VERIFY,
        TAIL
    }

    /** How payloads are shown. */
    enum Payload {
        NONE,
        TEXT,
        HEX
    }

    /** Says what is wrong with a command line. */
    static final class UsageException extends Exception {
        private static final long serialVersionUID = 1L;

        UsageException(String message) {
            super(message);
        }
    }

    static ToolOptions parse(List<String> arguments) throws UsageException {
        List<String> words = new ArrayList<>();
        long from = 1;
        long to = Long.MAX_VALUE;
        long lines = 10;
        boolean follow = false;
        Payload payload = Payload.NONE;
        Iterator<String> rest = arguments.iterator();
        while (rest.hasNext()) {
            String word = rest.next();
            switch (word) {
                case "--from" -> from = number(word, rest);
                case "--to" -> to = number(word, rest);
                case "--lines" -> lines = number(word, rest);
                case "--follow" -> follow = true;
                case "--payload" -> payload = oneOf(Payload.values(), word, value(word, rest));
                default -> words.add(word);
            }
        }
        if (words.size() != 2 || words.get(0).startsWith("-") || words.get(1).startsWith("-")) {
            throw new UsageException("a command and a directory are needed, not: " + String.join(" ", words));
        }
        Command command = oneOf(Command.values(), "the command", words.get(0));
        return new ToolOptions(command, Path.of(words.get(1)), from, to, lines, follow, payload);
    }

    private static String value(String option, Iterator<String> rest) throws UsageException {
        if (!rest.hasNext()) {
            throw new UsageException(option + " needs a value");
        }
        return rest.next();
    }

    private static long number(String option, Iterator<String> rest) throws UsageException {
        String value = value(option, rest);
        try {
            long number = Long.parseLong(value);
            if (number >= 1) {
                return number;
            }
        } catch (NumberFormatException e) {
            // said below, with the numbers that are too small
        }
        throw new UsageException(option + " needs a number from 1 on, not '" + value + "'");
    }

    private static <E extends Enum<E>> E oneOf(E[] values, String what, String word) throws UsageException {
        List<String> names = new ArrayList<>();
        for (E value : values) {
            String name = value.name().toLowerCase(Locale.ROOT);
            if (name.equals(word)) {
                return value;
            }
            names.add(name);
        }
        throw new UsageException(what + " is one of " + String.join(", ", names) + ", not '" + word + "'");
    }
}
