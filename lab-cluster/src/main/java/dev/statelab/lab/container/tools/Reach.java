package dev.statelab.lab.container.tools;

import dev.statelab.lab.container.PodNetwork;
import dev.statelab.lab.container.process.Surroundings;
import java.net.InetSocketAddress;
import java.util.Optional;

/** Whether and where a process of a pod reaches a host and a port. */
sealed interface Reach {

    record At(InetSocketAddress address) implements Reach {}

    record UnknownHost() implements Reach {}

    record Refused() implements Reach {}

    static Reach of(Surroundings surroundings, String host, int port) {
        PodNetwork network = surroundings.network();
        Optional<InetSocketAddress> address = network.reach(host, port);
        if (address.isPresent()) {
            return new At(address.get());
        }
        return network.addresses(host).isEmpty() ? new UnknownHost() : new Refused();
    }
}
