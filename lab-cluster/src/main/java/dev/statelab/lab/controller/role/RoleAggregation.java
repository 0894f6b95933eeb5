package dev.statelab.lab.controller.role;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.statelab.lab.api.Api;
import dev.statelab.lab.api.ApiException;
import dev.statelab.lab.api.ResourceTypes;
import dev.statelab.lab.api.object.Metadata;
import dev.statelab.lab.api.select.LabelSelector;
import dev.statelab.lab.controller.Controller;
import dev.statelab.lab.controller.ObjectKey;
import dev.statelab.lab.time.LabClock;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Gives a ClusterRole with an {@code aggregationRule} the rules of those that it selects.
 *
 * @see <a href="https://kubernetes.io/docs/reference/access-authn-authz/rbac/#aggregated-clusterroles">Aggregated
 *     ClusterRoles</a>
 */
public final class RoleAggregation implements AutoCloseable {

    private final Api api;
    private final Controller controller;

    /** Starts at once. */
    public RoleAggregation(Api api, LabClock clock) {
        this.api = api;
        this.controller = new Controller("role-aggregation", api, clock, this::reconcile);
        controller.watch(ResourceTypes.CLUSTER_ROLE, _ -> aggregated());
    }

    private Stream<ObjectKey> aggregated() {
        return api.list(ResourceTypes.CLUSTER_ROLE, "").items().stream()
                .filter(role -> role.path("aggregationRule").isObject())
                .map(ObjectKey::of);
    }

    private Optional<Duration> reconcile(ObjectKey key) throws ApiException {
        var role = api.find(ResourceTypes.CLUSTER_ROLE, "", key.name());
        if (role.filter(found -> found.path("aggregationRule").isObject()).isPresent()) {
            var rules = new LinkedHashSet<JsonNode>();
            for (var selector : role.get().at("/aggregationRule/clusterRoleSelectors")) {
                var labels = LabelSelector.of(selector);
                api.list(ResourceTypes.CLUSTER_ROLE, "").items().stream()
                        .filter(other -> !Metadata.name(other).equals(key.name())
                                && labels.matches(Metadata.labels(other)))
                        .flatMap(other -> other.path("rules").valueStream())
                        .forEach(rules::add);
            }
            var next = role.get().deepCopy();
            next.set("rules", JsonNodeFactory.instance.arrayNode().addAll(rules));
            if (!next.equals(role.get())) {
                api.update(ResourceTypes.CLUSTER_ROLE, "", next);
            }
        }
        return Optional.empty();
    }

    @Override
    public void close() {
        controller.close();
    }
}
