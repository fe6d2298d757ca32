package org.ordercast.benchmarks.runs;

import java.util.List;
import java.util.Locale;
import org.ordercast.benchmarks.systems.Frames;

/**
 * What is sent in one run.
 *
 * @param payload the length of each message in bytes, at least 12
 * @param members how many members the group has
 * @param publishers how many of the members publish: the last ones, so that who orders is the last to
 * @param frames how large datagrams may be
 * @param rate how many messages a second all publishers send together; 0 for as many as the group lets them
 * @param inFlight how many messages of a publisher may be on their way at once, 0 for as many as the group lets it
 * @param loss the share of received datagrams that is lost on purpose
 */
public record Load(int payload, int members, int publishers, Frames frames, int rate, int inFlight, double loss) {

    /** How many members a group has where nothing else is said. */
    public static final int MEMBERS = 3;

    /**
     * As fast as the group lets publishers send, without loss.
     *
     * @param payload as {@link #payload()} says
     * @param publishers as {@link #publishers()} says
     * @param frames as {@link #frames()} says
     * @return the load
     */
    public static Load saturating(int payload, int publishers, Frames frames) {
        return new Load(payload, MEMBERS, publishers, frames, 0, 0, 0);
    }

    /**
     * The load at a fixed rate.
     *
     * @param perSecond as {@link #rate()} says
     * @return another load
     */
    public Load withRate(int perSecond) {
        return new Load(payload, members, publishers, frames, perSecond, inFlight, loss);
    }

    /**
     * The load with so many messages of each publisher on their way at once.
     *
     * @param most as {@link #inFlight()} says
     * @return another load
     */
    public Load withInFlight(int most) {
        return new Load(payload, members, publishers, frames, rate, most, loss);
    }

    /**
     * The load with datagrams lost on purpose.
     *
     * @param share as {@link #loss()} says
     * @return another load
     */
    public Load withLoss(double share) {
        return new Load(payload, members, publishers, frames, rate, inFlight, share);
    }

    /**
     * The load in a group of another size.
     *
     * @param size as {@link #members()} says
     * @return another load
     */
    public Load withMembers(int size) {
        return new Load(payload, size, Math.min(publishers, size), frames, rate, inFlight, loss);
    }

    /** The load as arguments of a process. */
    List<String> arguments() {
        return List.of(
                Integer.toString(payload),
                Integer.toString(members),
                Integer.toString(publishers),
                frames.name(),
                Integer.toString(rate),
                Integer.toString(inFlight),
                Double.toString(loss));
    }

    /** How many arguments {@link #arguments} gives. */
    static final int ARGUMENTS = 7;

    /** The load that {@link #arguments} gave. */
    static Load of(List<String> arguments) {
        return new Load(
                Integer.parseInt(arguments.get(0)),
                Integer.parseInt(arguments.get(1)),
                Integer.parseInt(arguments.get(2)),
                Frames.valueOf(arguments.get(3)),
                Integer.parseInt(arguments.get(4)),
                Integer.parseInt(arguments.get(5)),
                Double.parseDouble(arguments.get(6)));
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%,d B, %d of %d publish, %s frames, %s%s%s",
                payload,
                publishers,
                members,
                frames == Frames.ETHERNET ? "Ethernet's" : "loopback's",
                rate == 0 ? "saturating" : String.format(Locale.ROOT, "%,d messages/s", rate),
                inFlight == 0 ? "" : ", " + inFlight + " on the way at once",
                loss == 0 ? "" : String.format(Locale.ROOT, ", %.0f %% lost", loss * 100));
    }
}
