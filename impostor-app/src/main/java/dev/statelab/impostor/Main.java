package dev.statelab.impostor;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** An impostor as a process: {@code java -jar impostor-app.jar always-ok|constant|memory|other-status|clock|proxy}. Runs until SIGTERM. */
public final class Main {

    private Main() {}

    public static void main(String[] arguments) throws IOException {
        Optional<Trick> trick = arguments.length == 1 ? Trick.named(arguments[0]) : Optional.empty();
        if (trick.isEmpty()) {
            String tricks = Arrays.stream(Trick.values()).map(Trick::argument).collect(Collectors.joining(", "));
            System.err.printf("expected one argument out of %s, found: %s%n", tricks, String.join(" ", arguments));
            System.exit(2);
            return;
        }
        Impostor impostor = Impostor.start(trick.get(), new Surroundings(System.getenv(), InetSocketAddress::new,
                InetSocketAddress::new, Optional.ofNullable(System.getenv("HOSTNAME")).orElse("localhost")));
        Runtime.getRuntime().addShutdownHook(new Thread(impostor::close, "stop"));
    }
}
