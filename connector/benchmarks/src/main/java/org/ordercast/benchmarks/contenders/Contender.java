package org.ordercast.benchmarks.contenders;

import java.util.List;
import org.ordercast.benchmarks.messages.MessageReceiver;
import org.ordercast.benchmarks.systems.GroupMember;
import org.ordercast.benchmarks.systems.Place;

/**
 * A system as it takes part in a comparison.
 *
 * @param system which one
 * @param options how it is set up; empty for its default
 */
public record Contender(SystemUnderTest system, List<String> options) {

    /**
     * Keeps its own copy of the options.
     *
     * @param system as {@link #system()} says
     * @param options as {@link #options()} says
     */
    public Contender {
        options = List.copyOf(options);
    }

    /**
     * Reads one as it is written in arguments: the system's name, and behind a colon its options, with plus signs between them,
     * such as {@code ordercast:disk+sealed}.
     *
     * @param text the text
     * @return what it names
     */
    public static Contender of(String text) {
        int colon = text.indexOf(':');
        return colon < 0
                ? new Contender(SystemUnderTest.of(text), List.of())
                : new Contender(
                        SystemUnderTest.of(text.substring(0, colon)),
                        List.of(text.substring(colon + 1).split("\\+", -1)));
    }

    /**
     * Starts a member.
     *
     * @param place which member
     * @param receiver takes what the member receives
     * @return the member
     * @throws Exception if it cannot be started
     */
    public GroupMember start(Place place, MessageReceiver receiver) throws Exception {
        return system.start(place, options, receiver);
    }

    @Override
    public String toString() {
        return options.isEmpty() ? system.label() : system.label() + ":" + String.join("+", options);
    }
}
