package dev.statelab.lab.container.image;

import dev.statelab.impostor.Impostor;
import dev.statelab.impostor.Trick;
import dev.statelab.lab.container.process.Program;
import dev.statelab.lab.container.process.Signal;
import dev.statelab.lab.container.process.Surroundings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/** An impostor in a simulated container, called with the name of its trick. */
final class ImpostorProgram implements Program {

    @Override
    public int run(Surroundings surroundings) throws InterruptedException {
        List<String> arguments = surroundings.arguments();
        Optional<Trick> trick = arguments.size() == 1 ? Trick.named(arguments.getFirst()) : Optional.empty();
        if (trick.isEmpty()) {
            surroundings.err().println("impostor: expected the name of a trick, found " + arguments);
            return 2;
        }
        try (Impostor impostor = Impostor.start(trick.get(), around(surroundings))) {
            surroundings.closeAtEnd(impostor);
            if (!surroundings.listen(impostor.port(), impostor.address(), false)) {
                surroundings.err().println("impostor: Address already in use");
                return 1;
            }
            CountDownLatch terminated = new CountDownLatch(1);
            surroundings.onSignal(Signal.TERM, terminated::countDown);
            terminated.await();
            return Signal.TERM.exitCode();
        } catch (IOException e) {
            surroundings.err().println("impostor: " + e.getMessage());
            return 1;
        }
    }

    private static dev.statelab.impostor.Surroundings around(Surroundings surroundings) {
        return new dev.statelab.impostor.Surroundings(surroundings.environment(),
                _ -> new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                (host, port) -> surroundings.network().reach(host, port)
                        .orElseThrow(() -> new UnknownHostException(host)),
                surroundings.network().hostname());
    }
}
