package dev.statelab.lab.container.tools;

import dev.statelab.lab.container.PodNetwork;
import dev.statelab.lab.container.process.Surroundings;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;

/** Whether and where a process of a pod reaches a host and a port. */
sealed interface Reach {

    record At(InetSocketAddress address) implements Reach {}

    record UnknownHost() implements Reach {}

    record Refused() implements Reach {}

    static Reach of(Surroundings surroundings, String host, int port) {
        PodNetwork network = surroundings.network();
        Optional<InetSocketAddress> address = isOwn(network, host)
                ? network.fromInside(port)
                : network.names().resolve(host, port);
        if (address.isPresent()) {
            return new At(address.get());
        }
        return addresses(network, host).isEmpty() ? new UnknownHost() : new Refused();
    }

    /** What the host's name means; an address means itself. */
    static List<String> addresses(PodNetwork network, String host) {
        if (host.matches("\\d{1,3}(\\.\\d{1,3}){3}")) {
            return List.of(host);
        }
        if (host.equals("localhost")) {
            return List.of("127.0.0.1");
        }
        return host.equals(network.hostname()) ? List.of(network.podIp()) : network.names().addresses(host);
    }

    private static boolean isOwn(PodNetwork network, String host) {
        return host.equals("localhost") || host.startsWith("127.") || host.equals(network.podIp())
                || host.equals(network.hostname());
    }
}
