package org.ordercast.engine.transport;

import io.netty.channel.DefaultSelectStrategyFactory;
import io.netty.channel.ManualIoEventLoop;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Netty's event loop as one that the member's own thread turns: no thread is begun for it. */
final class EpollTurns extends ManualIoEventLoop {

    /** Two sockets, a wake-up and a timer. */
    private static final int MOST_EVENTS = 4;

    private final BooleanSupplier woken;

    /**
     * Begins a loop for the current thread.
     *
     * @param woken whether somebody wants the next wait to end at once
     */
    EpollTurns(BooleanSupplier woken) {
        super(Thread.currentThread(), EpollIoHandler.newFactory(MOST_EVENTS, DefaultSelectStrategyFactory.INSTANCE));
        this.woken = woken;
    }

    /** Asked when a wake-up would already be heard, so that none is lost in between. */
    @Override
    protected boolean canBlock() {
        return !woken.getAsBoolean();
    }

    /** Closes what is registered, and gives back descriptors and memory. On the loop's thread. */
    void end() {
        Future<?> ended = shutdownGracefully(0, 0, TimeUnit.NANOSECONDS);
        while (!ended.isDone()) {
            runNow();
        }
    }
}
