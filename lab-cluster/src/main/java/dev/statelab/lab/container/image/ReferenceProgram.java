package dev.statelab.lab.container.image;

import dev.statelab.lab.container.process.Program;
import dev.statelab.lab.container.process.Signal;
import dev.statelab.lab.container.process.Surroundings;
import dev.statelab.reference.Mode;
import dev.statelab.reference.ReferenceApp;
import dev.statelab.reference.Start;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;

/** The reference application in a simulated container: its port is behind any free one of this machine. */
record ReferenceProgram(Mode mode) implements Program {

    private static final Duration PATIENCE = Duration.ofMillis(700);

    @Override
    public int run(Surroundings surroundings) throws InterruptedException {
        Start start = ReferenceApp.start(mode, new dev.statelab.reference.Surroundings(surroundings.environment(),
                surroundings.files(), _ -> new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                surroundings.user().uid(), surroundings.network().hostname(), surroundings.out()));
        return switch (start) {
            case Start.Started(ReferenceApp app) -> serve(app, surroundings);
            case Start.Refused(String reason) -> {
                surroundings.err().println(mode.argument() + ": " + reason);
                yield 1;
            }
        };
    }

    private int serve(ReferenceApp app, Surroundings surroundings) throws InterruptedException {
        surroundings.closeAtEnd(app);
        CountDownLatch terminated = new CountDownLatch(1);
        surroundings.onSignal(Signal.TERM, terminated::countDown);
        if (!surroundings.listen(app.port(), app.address(), false)) {
            surroundings.err().printf("%s: expected to listen on 0.0.0.0:%d, but: Address already in use;"
                    + " set PORT to a free port%n", mode.argument(), app.port());
            return 1;
        }
        terminated.await();
        app.stop(PATIENCE);
        return Signal.TERM.exitCode();
    }
}
