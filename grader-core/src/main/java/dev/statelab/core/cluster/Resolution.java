package dev.statelab.core.cluster;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;

/** What a name inside the cluster leads to. */
public sealed interface Resolution {

    /**
     * The name has addresses.
     *
     * @param service the name of the Service through which it has them
     * @param virtual whether the one address is the Service's own, behind which are its endpoints
     */
    record Resolved(String service, boolean virtual, List<Endpoint> endpoints) implements Resolution {
        public Resolved {
            requireNonNull(service, "service");
            endpoints = List.copyOf(endpoints);
        }

        public List<String> addresses() {
            return endpoints.stream().map(Endpoint::address).toList();
        }

        /** The names of the pods at these addresses. */
        public List<String> pods() {
            return endpoints.stream().flatMap(endpoint -> endpoint.pod().stream()).map(KubernetesObject::name).toList();
        }
    }

    /**
     * One address.
     *
     * @param pod of the same namespace, to which the address belongs by the pod's own status; empty for anything else
     */
    record Endpoint(String address, Optional<KubernetesObject> pod) {
        public Endpoint {
            requireNonNull(address, "address");
            requireNonNull(pod, "pod");
        }
    }

    /**
     * The cluster's DNS has no addresses for the name.
     *
     * @param why for people
     */
    record NoSuchName(String why) implements Resolution {
        public NoSuchName {
            requireNonNull(why, "why");
        }
    }

    /** What is seen of the cluster does not tell. */
    record Unknown(Cause cause) implements Resolution {
        public Unknown {
            requireNonNull(cause, "cause");
        }
    }
}
