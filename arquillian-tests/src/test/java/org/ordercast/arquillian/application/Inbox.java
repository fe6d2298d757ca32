package org.ordercast.arquillian.application;

import static org.ordercast.arquillian.application.Eventually.eventually;

import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.ordercast.OrderedMessage;

/**
 * What the beans of a test received, in the order in which they did, and what they are to do with it. Kept by
 * destination, or under another name where several beans receive the same: each test uses names of its own, so that none
 * sees what is another's.
 */
@Singleton
public class Inbox {

    private record Entry(String name, OrderedMessage message) {}

    private final List<Entry> received = new CopyOnWriteArrayList<>();
    private final Map<String, Function<OrderedMessage, Answer>> answers = new ConcurrentHashMap<>();

    /** Says what becomes of messages under a name; without being told, beans accept all. */
    public void answer(String name, Function<OrderedMessage, Answer> answer) {
        answers.put(name, answer);
    }

    /** Keeps a message under a name, and says what its bean is to do. */
    public Answer receive(String name, OrderedMessage message) {
        received.add(new Entry(name, message));
        return answers.getOrDefault(name, any -> Answer.ACCEPT).apply(message);
    }

    /** What was received so far under a name. */
    public List<OrderedMessage> of(String name) {
        return received.stream()
                .filter(entry -> entry.name().equals(name))
                .map(Entry::message)
                .toList();
    }

    /** Waits until that many messages were received under a name, and gives all that were. */
    public List<OrderedMessage> await(String name, int count) {
        eventually(() -> count + " messages for '" + name + "'; there are " + of(name), () -> of(name).size() >= count);
        return of(name);
    }
}
