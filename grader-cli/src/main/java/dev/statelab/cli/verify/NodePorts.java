package dev.statelab.cli.verify;

import com.fasterxml.jackson.databind.JsonNode;
import dev.statelab.core.cluster.KubernetesObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;

/** Ports of the nodes that solutions ask for by number: one Service of the whole cluster alone can have each. */
final class NodePorts {

    private final Map<Integer, Semaphore> free = new ConcurrentHashMap<>();

    /** Ports that nobody else gets before this is closed. */
    record Held(List<Semaphore> ports) implements AutoCloseable {
        @Override
        public void close() {
            ports.forEach(Semaphore::release);
        }
    }

    /** Waits until all ports that these objects ask for are free. */
    Held hold(List<KubernetesObject> objects) throws InterruptedException {
        List<Semaphore> held = new ArrayList<>();
        // In one order for all, so that no two wait for each other.
        for (int port : objects.stream().flatMap(object -> object.json().findValues("nodePort").stream())
                .mapToInt(JsonNode::asInt).filter(port -> port > 0).sorted().distinct().toArray()) {
            Semaphore mine = free.computeIfAbsent(port, _ -> new Semaphore(1, true));
            try {
                mine.acquire();
            } catch (InterruptedException e) {
                new Held(held).close();
                throw e;
            }
            held.add(mine);
        }
        return new Held(held);
    }
}
