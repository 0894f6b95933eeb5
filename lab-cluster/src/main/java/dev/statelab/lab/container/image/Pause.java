package dev.statelab.lab.container.image;

import dev.statelab.lab.container.process.Program;
import dev.statelab.lab.container.process.Signal;
import dev.statelab.lab.container.process.Surroundings;
import java.util.concurrent.CountDownLatch;

/** Waits for a signal, and ends with 0. */
final class Pause implements Program {

    @Override
    public int run(Surroundings surroundings) throws InterruptedException {
        CountDownLatch signalled = new CountDownLatch(1);
        surroundings.onSignal(Signal.TERM, signalled::countDown);
        surroundings.onSignal(Signal.INT, signalled::countDown);
        signalled.await();
        return 0;
    }
}
