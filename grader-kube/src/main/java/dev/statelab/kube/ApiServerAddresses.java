package dev.statelab.kube;

import static java.util.Objects.requireNonNull;

import dev.statelab.core.cluster.Cause;
import java.util.List;

/** From where the API server, and with it its proxy, may reach pods. */
public sealed interface ApiServerAddresses {

    /** @param addresses IP addresses; none where the cluster does not tell */
    record Known(List<String> addresses) implements ApiServerAddresses {
        public Known {
            addresses = List.copyOf(addresses);
        }
    }

    record Unknown(Cause cause) implements ApiServerAddresses {
        public Unknown {
            requireNonNull(cause, "cause");
        }
    }
}
