package dev.statelab.lab.kubelet;

import dev.statelab.lab.container.PodNetwork;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The networks of the node's pods, and their addresses: 10.42.0.2 and up, each given again only when all were. */
final class PodNetworks {

    private static final int FIRST = 2;
    private static final int LIMIT = 1 << 16;

    private final Map<String, PodNetwork> byAddress = new ConcurrentHashMap<>();
    private int next = FIRST;

    /** Makes a pod's network under an address that no other pod has. */
    synchronized PodNetwork create(PodNetwork.Identity identity, PodNetwork.Names names) {
        if (byAddress.size() >= LIMIT - FIRST) {
            throw new IllegalStateException("all addresses of 10.42.0.0/16 are taken");
        }
        while (byAddress.containsKey(address(next))) {
            advance();
        }
        var address = address(next);
        advance();
        var network = new PodNetwork(identity, address, names);
        byAddress.put(address, network);
        return network;
    }

    private void advance() {
        next = next + 1 < LIMIT ? next + 1 : FIRST;
    }

    private static String address(int number) {
        return "10.42." + (number >> 8) + "." + (number & 0xff);
    }

    Optional<PodNetwork> at(String address) {
        return Optional.ofNullable(byAddress.get(address));
    }

    void remove(PodNetwork network) {
        byAddress.remove(network.podIp(), network);
    }
}
