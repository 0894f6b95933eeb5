package dev.statelab.core.judging;

import static java.util.Objects.requireNonNull;

import dev.statelab.core.cluster.Cause;
import dev.statelab.core.cluster.KubernetesObject;
import dev.statelab.core.cluster.Resolution;
import dev.statelab.core.cluster.Resolution.Endpoint;
import dev.statelab.core.cluster.Target;
import dev.statelab.core.task.action.Http.Host;
import java.util.Comparator;
import java.util.Optional;

/** Finds out whom a request goes to. */
final class HostLookup {

    private final Taking taking;

    HostLookup(Taking taking) {
        this.taking = taking;
    }

    sealed interface Found {

        record At(Target target) implements Found {
            public At {
                requireNonNull(target, "target");
            }
        }

        /** Nobody can be asked, which ends the criterion. */
        record Nowhere(Taken end) implements Found {
            public Nowhere {
                requireNonNull(end, "end");
            }
        }
    }

    Found find(Host host, String name) throws InterruptedException {
        return switch (host) {
            case Host.OfPod _ -> new Found.At(new Target.Pod(name));
            case Host.OfService _ -> new Found.At(new Target.Service(name));
            case Host.OfName _ -> behind(name);
        };
    }

    /** Of several pods behind one name the first by name, so that two evaluations ask the same one. */
    private Found behind(String name) throws InterruptedException {
        return switch (new NameWait(taking).until(name, Resolution.Resolved.class::isInstance)) {
            case Resolution.Resolved(String service, boolean virtual, var _) when virtual ->
                new Found.At(new Target.Service(service));
            case Resolution.Resolved resolved -> pod(name, resolved);
            case Resolution.NoSuchName(String why) -> nowhere(name, why);
            case Resolution.Unknown(Cause cause) -> new Found.Nowhere(Taking.inconclusive(cause));
        };
    }

    private Found pod(String name, Resolution.Resolved resolved) {
        Optional<String> pod = resolved.endpoints().stream().map(Endpoint::pod).flatMap(Optional::stream)
                .map(KubernetesObject::name).min(Comparator.naturalOrder());
        return pod.<Found>map(found -> new Found.At(new Target.Pod(found)))
                .orElseGet(() -> nowhere(name, "it leads to " + String.join(", ", resolved.addresses())
                        + ", where no pod of the namespace is"));
    }

    private Found nowhere(String name, String why) {
        return new Found.Nowhere(taking.failed("the name " + name + " to lead to a pod", why));
    }
}
