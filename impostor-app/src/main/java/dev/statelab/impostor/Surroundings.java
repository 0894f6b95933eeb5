package dev.statelab.impostor;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.function.IntFunction;

/**
 * Everything that an impostor sees of the world, so that it can run in a container of its own or in a simulated one.
 *
 * @param environment {@code PORT}, 5000 unless given; {@code POD_NAME}; {@code UPSTREAM} for {@link Trick#PROXY};
 *     {@code STATUS}, 203 unless given, for {@link Trick#OTHER_STATUS}
 * @param addresses where a port of the container is bound; the port of that address may be 0 for any free one
 * @param names how another pod is reached
 * @param hostname the pod's name unless {@code POD_NAME} says otherwise
 */
public record Surroundings(
        Map<String, String> environment, IntFunction<InetSocketAddress> addresses, Names names, String hostname) {

    /** How a host's name and port are reached. */
    @FunctionalInterface
    public interface Names {

        /** @throws IOException when nobody knows the name, or nobody listens there */
        InetSocketAddress resolve(String host, int port) throws IOException;
    }

    public Surroundings {
        environment = Map.copyOf(environment);
    }

    int port() {
        return Integer.parseInt(environment.getOrDefault("PORT", "5000"));
    }

    int status() {
        return Integer.parseInt(environment.getOrDefault("STATUS", "203"));
    }

    String pod() {
        return environment.getOrDefault("POD_NAME", hostname);
    }

    String upstream() {
        String pod = pod();
        return environment.getOrDefault("UPSTREAM", "localhost:5000").replace("{ordinal}",
                pod.substring(pod.lastIndexOf('-') + 1));
    }
}
