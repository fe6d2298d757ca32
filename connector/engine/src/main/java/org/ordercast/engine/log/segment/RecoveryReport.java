package org.ordercast.engine.log.segment;

import java.util.List;
import org.ordercast.engine.log.Damage;

/**
 * What was found when a log was opened.
 *
 * @param complete whether nothing can be missing that was acknowledged as written, or, if that is what is acknowledged, as
 *     forced: the log was closed, or the machine was not restarted since, or everything was forced first
 * @param truncatedBytes how many bytes of a torn tail were cut off
 * @param damage what of the newest segment is damaged and still there, or gone with its file; and what was found so at an
 *     earlier opening, and was not repaired since
 * @param setAside segments that nothing could be read from, by the names that they have now
 */
public record RecoveryReport(boolean complete, long truncatedBytes, List<Damage> damage, List<String> setAside) {

    /**
     * Keeps its own copies of the lists.
     *
     * @param complete as above
     * @param truncatedBytes as above
     * @param damage as above
     * @param setAside as above
     */
    public RecoveryReport {
        damage = List.copyOf(damage);
        setAside = List.copyOf(setAside);
    }
}
