package dev.statelab.lab.kubelet;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** Makes what the containers of one pod share, and takes it away again. Its presence can be asked for from any thread. */
final class PodSandbox {

    private static final Duration FIRST_MOUNT_RETRY = Duration.ofMillis(500);
    private static final Duration LAST_MOUNT_RETRY = Duration.ofSeconds(122);

    private final NodeServices services;
    private final PodVolumes volumes;
    private volatile Optional<Sandbox> present = Optional.empty();
    private Duration mountRetry = FIRST_MOUNT_RETRY;

    PodSandbox(NodeServices services, Pod pod) {
        this.services = services;
        this.volumes = new PodVolumes(services.nodeVolumes(), services.objects(pod),
                services.podsFolder().resolve(pod.uid()));
    }

    Optional<Sandbox> present() {
        return present;
    }

    Sandbox made() {
        return present.orElseThrow(() -> new IllegalStateException("the pod's network is not there"));
    }

    /** @return the pod with its network, or with a time to try again where a volume cannot be mounted */
    PodView setUp(Pod pod, PodView view) {
        if (!view.podIp().isEmpty() && !view.networkUp()) {
            services.events().normal(pod, "SandboxChanged", "Pod sandbox changed, it will be killed and re-created.");
        }
        var network = services.network(pod);
        var fields = new PodFields(pod, network.podIp(), services.node().address(), services.allocatable());
        return switch (volumes.mount(fields)) {
            case Found.Value<Map<String, PodVolume>>(var mounted) -> {
                present = Optional.of(new Sandbox(network, fields, mounted));
                yield view.withNetwork(network.podIp());
            }
            case Found.Missing<Map<String, PodVolume>>(var message) -> {
                services.networks().remove(network);
                services.events().warning(pod, "FailedMount", message);
                yield view.withSetUpAt(services.clock().now().plus(nextMountRetry()));
            }
        };
    }

    private Duration nextMountRetry() {
        var now = mountRetry;
        var doubled = now.multipliedBy(2);
        mountRetry = doubled.compareTo(LAST_MOUNT_RETRY) < 0 ? doubled : LAST_MOUNT_RETRY;
        return now;
    }

    /** @return the pod without its network */
    PodView tearDown(PodView view) {
        present.ifPresent(made -> services.networks().remove(made.network()));
        return view.withoutNetwork();
    }

    void removeVolumes() {
        volumes.remove();
    }
}
