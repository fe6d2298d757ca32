package org.ordercast.engine.driver;

import java.io.IOException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.ordercast.engine.StorageSettings;
import org.ordercast.engine.log.LogState;
import org.ordercast.engine.log.segment.DirectoryDisk;
import org.ordercast.engine.log.segment.LogDirectory;
import org.ordercast.engine.log.segment.LogInUseException;

/**
 * Finds the directory of a member's log, and with it the id of a member that was given none: below the configured
 * directory, each group has one, and in that, each member.
 *
 * <p>An id that is made up is kept with the log. A member without a configured id takes the first directory of its group
 * whose id was made up and that no living process has open, and is that member from then on; where there is none, it
 * begins one, with a new id. So servers that share a directory, and several members of one process, need no
 * configuration, keep their ids over restarts as a whole, and never share one: whoever has the directory's lock is the
 * member, and the lock ends with its process. Of the directories that are free, one comes first whose member was the
 * sequencer, for the group waits for that one; then those of this host, for a directory may be on a shared disk; then the
 * order of their names.
 *
 * <p><b>Why a dead neighbour's directory may be taken.</b> To the group, a member is its id and its log, not its process:
 * whoever opens that log goes on as that member in a new life, exactly as the process that died would have.
 *
 * <ul>
 *   <li><i>The sequencer's role</i> goes with the log. Its next holder recovers that log and raises the epoch; that
 *       nobody holds it twice is the lock's doing.
 *   <li><i>Answers that are required</i>, of a member of the last view when the order is recovered, of a required member
 *       when a message is called stable, are about what that member's log holds. Whoever answers has that log open.
 *   <li><i>Publishers</i> are numbered by life, and the life is new. What the dead process had on its way is ordered at
 *       most once, as after any death.
 *   <li><i>A reader's place</i> does not go with the log in this version: a cursor begins at the newest message. State
 *       that a server keeps outside the log, in a database of its own, must not be matched with a place that another
 *       server has reached: whoever does so gives each server a memberId. A directory that was ever opened under a
 *       configured id is never taken.
 * </ul>
 *
 * <p>What it costs: a directory that is deleted takes its id along. If the sequencer then waits for that member's answer
 * after a power failure, a member that is started once with that id as its memberId gives it: it holds nothing.
 */
final class MemberDirectory {

    /** A file in a directory whose id was made up; gone once the id was configured. */
    private static final String GENERATED = "id.generated";

    /** More than that begin at the same moment on no machine. */
    private static final int ATTEMPTS = 100;

    private final Path group;
    private final SecureRandom random;

    private MemberDirectory(Path group, SecureRandom random) {
        this.group = group;
        this.random = random;
    }

    /** Opens what is in a member's directory. */
    @FunctionalInterface
    interface Opener<T> {

        /**
         * Opens it, and takes the directory for this process alone.
         *
         * @throws LogInUseException if somebody has it
         */
        T open(String memberId, Path directory) throws IOException;
    }

    /**
     * The directories of a group's members, below what is configured.
     *
     * @throws IOException if it cannot be made or written to; the message names the setting, the value and what is allowed
     */
    static MemberDirectory of(StorageSettings storage, String group, SecureRandom random) throws IOException {
        Path directory = root(storage).resolve(encode(group));
        try {
            Files.createDirectories(directory);
        } catch (IOException e) {
            throw refusal(storage, directory, e.getClass().getSimpleName() + ": " + e.getMessage());
        }
        if (!Files.isWritable(directory)) {
            throw refusal(storage, directory, "it is not writable");
        }
        return new MemberDirectory(directory, random);
    }

    /** Opens the directory of a member whose id is configured. */
    <T> T open(String memberId, Opener<T> opener) throws IOException {
        Path directory = group.resolve(encode(memberId));
        T opened = opener.open(memberId, directory);
        Files.deleteIfExists(directory.resolve(GENERATED));
        return opened;
    }

    /** Opens a directory, old or new, that gives a member its id. */
    <T> T openAny(Opener<T> opener) throws IOException {
        for (String memberId : generated()) {
            try {
                return opener.open(memberId, group.resolve(encode(memberId)));
            } catch (LogInUseException ignored) {
                // Its member lives.
            }
        }
        for (int attempt = 1; ; attempt++) {
            String memberId = MemberIds.make(random);
            Path directory = Files.createDirectories(group.resolve(encode(memberId)));
            Files.createFile(directory.resolve(GENERATED));
            try {
                return opener.open(memberId, directory);
            } catch (LogInUseException e) {
                // Somebody who looked for one took it before this member could.
                if (attempt == ATTEMPTS) {
                    throw e;
                }
            }
        }
    }

    /** The ids that were made up, those first that are to be taken first. */
    private List<String> generated() throws IOException {
        record Candidate(String memberId, boolean sequencer, boolean ofThisHost) {}
        String host = MemberIds.hostPart();
        List<Candidate> found = new ArrayList<>();
        try (DirectoryStream<Path> directories = Files.newDirectoryStream(group)) {
            for (Path directory : directories) {
                if (Files.exists(directory.resolve(GENERATED))) {
                    String id = URLDecoder.decode(directory.getFileName().toString(), StandardCharsets.UTF_8);
                    found.add(new Candidate(id, wasSequencer(id, directory), id.startsWith(host)));
                }
            }
        }
        return found.stream()
                .sorted(Comparator.comparing(Candidate::sequencer)
                        .thenComparing(Candidate::ofThisHost)
                        .reversed()
                        .thenComparing(Candidate::memberId))
                .map(Candidate::memberId)
                .toList();
    }

    /** Whether a log looks like a sequencer's: it began the order, or knows itself as the newest epoch's sequencer. */
    private static boolean wasSequencer(String memberId, Path directory) {
        try {
            Optional<LogState> state = new LogDirectory(DirectoryDisk.readable(directory)).newestCheckpoint();
            return state.isPresent()
                    && (state.get().epoch() == 0 || state.get().sequencer().equals(memberId));
        } catch (IOException | RuntimeException e) {
            // Only which comes first depends on it; whoever opens the log says what is wrong with it.
            return false;
        }
    }

    private static Path root(StorageSettings storage) throws IOException {
        if (!storage.directory().isBlank()) {
            return Path.of(storage.directory()).toAbsolutePath().normalize();
        }
        String home = System.getProperty("user.home");
        if (home == null || home.isBlank() || home.equals("?")) {
            throw new IOException("logDirectory: '' is not allowed here; a directory, for user "
                    + System.getProperty("user.name") + " has no home directory for the default to be in");
        }
        return Path.of(home, StorageSettings.HOME_DIRECTORY).toAbsolutePath().normalize();
    }

    private static IOException refusal(StorageSettings storage, Path directory, String reason) {
        return new IOException("logDirectory: '" + storage.directory() + "' is not allowed; a directory in which user "
                + System.getProperty("user.name") + " can create " + directory + " and write to it (" + reason + ")");
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8)
                .replace("*", "%2A")
                .replace(".", "%2E");
    }
}
