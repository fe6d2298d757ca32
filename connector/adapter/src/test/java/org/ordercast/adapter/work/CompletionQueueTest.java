package org.ordercast.adapter.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ordercast.adapter.testing.Eventually.eventually;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.ordercast.adapter.testing.FakeServer;

@Timeout(120)
class CompletionQueueTest {

    private final FakeServer server = new FakeServer();
    private final CompletionQueue queue = new CompletionQueue(server, "completions");
    private final List<Integer> done = Collections.synchronizedList(new ArrayList<>());

    @Test
    void runsItsTasksInOrderOnThreadsOfTheServer() {
        IntStream.range(0, 10_000).forEach(i -> queue.execute(() -> done.add(i)));

        eventually("all have run", () -> done.size() == 10_000);
        assertThat(done).isSorted();
    }

    @Test
    void holdsNoThreadWhileThereIsNothingToRun() {
        queue.execute(() -> done.add(1));

        eventually("the thread is given back", () -> done.size() == 1 && server.liveThreads() == 0);
    }

    @Test
    void goesOnAfterATaskThatFails() {
        queue.execute(() -> {
            throw new IllegalStateException("the application's own fault");
        });
        queue.execute(() -> done.add(1));

        eventually("the next one has run", () -> done.size() == 1);
    }

    @Test
    void runsATaskWhereItComesUpIfTheServerGivesNoThread() {
        server.rejectWork(true);

        queue.execute(() -> done.add(1));

        assertThat(done).containsExactly(1);
    }

    @Test
    void waitsForWhatIsRunningWhenItIsClosed() throws InterruptedException {
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch leave = new CountDownLatch(1);
        queue.execute(() -> {
            inside.countDown();
            try {
                leave.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            done.add(1);
        });
        inside.await();
        Thread closing = new Thread(() -> queue.close(60));
        closing.start();
        eventually("it waits", () -> closing.getState() == Thread.State.TIMED_WAITING);

        leave.countDown();
        closing.join();

        assertThat(done).containsExactly(1);
    }

    @Test
    void takesNoThreadOnceItIsClosed() {
        queue.close(1);

        queue.execute(() -> done.add(1));

        assertThat(done).containsExactly(1);
        assertThat(server.works()).isEmpty();
    }
}
