package org.ordercast.engine.log.segment;

import java.util.List;
import org.ordercast.engine.log.Damage;

/**
 * What a look at every byte of a log has found.
 *
 * @param segments how many segments there are
 * @param records how many records could be read
 * @param bytes how many bytes the segments have
 * @param first the first sequence that is held
 * @param last the last sequence that was found
 * @param unfinishedBytes bytes at the end that are no record yet: being written, or torn
 * @param damage what is damaged
 * @param indexes index files that are missing or wrong; they are made again when they are needed
 */
public record VerifyReport(
        int segments,
        long records,
        long bytes,
        long first,
        long last,
        long unfinishedBytes,
        List<Damage> damage,
        List<String> indexes) {

    /**
     * Keeps its own copies of the lists.
     *
     * @param segments as above
     * @param records as above
     * @param bytes as above
     * @param first as above
     * @param last as above
     * @param unfinishedBytes as above
     * @param damage as above
     * @param indexes as above
     */
    public VerifyReport {
        damage = List.copyOf(damage);
        indexes = List.copyOf(indexes);
    }
}
