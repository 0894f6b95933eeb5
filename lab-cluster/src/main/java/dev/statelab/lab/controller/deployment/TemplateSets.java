package dev.statelab.lab.controller.deployment;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.statelab.lab.api.Api;
import dev.statelab.lab.api.ApiException;
import dev.statelab.lab.api.DeleteOptions;
import dev.statelab.lab.api.ResourceTypes;
import dev.statelab.lab.api.object.Metadata;
import dev.statelab.lab.controller.ObjectMeta;
import dev.statelab.lab.controller.OwnerReference;
import dev.statelab.lab.controller.workload.Ownership;
import dev.statelab.lab.controller.workload.TemplateHash;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/** Finds, makes, changes and deletes the ReplicaSets of Deployments. */
final class TemplateSets {

    private static final int CONFLICT = 409;
    private static final String HISTORY = "deployment.kubernetes.io/revision-history";
    private static final Set<String> NOT_COPIED = Set.of("kubectl.kubernetes.io/last-applied-configuration",
            TemplateSet.REVISION, HISTORY, TemplateSet.DESIRED, TemplateSet.MAXIMUM,
            "deprecated.deployment.rollback.to");

    private final Api api;
    private final Ownership ownership;

    TemplateSets(Api api) {
        this.api = api;
        this.ownership = new Ownership(api, ResourceTypes.REPLICA_SET);
    }

    List<TemplateSet> of(Deployment deployment) throws ApiException {
        var selector = deployment.selector();
        return ownership.of(deployment.object(), meta -> selector.matches(meta.labels())).stream()
                .map(TemplateSet::new).toList();
    }

    /** Whether pods of these are there that have not ended. */
    boolean haveAnyPod(List<TemplateSet> sets, String namespace) {
        return api.list(ResourceTypes.POD, namespace).items().stream().map(ObjectMeta::new)
                .anyMatch(pod -> sets.stream().anyMatch(set -> pod.isControlledBy(set.meta().uid())));
    }

    TemplateSet create(Deployment deployment, int replicas, long revision) throws ApiException {
        for (int collisions = 0; true; collisions++) {
            try {
                return new TemplateSet(api.create(ResourceTypes.REPLICA_SET, deployment.meta().namespace(),
                        newSet(deployment, TemplateHash.of(deployment.template(), collisions), replicas, revision)));
            } catch (ApiException refused) {
                if (refused.code() != CONFLICT) {
                    throw refused;
                }
            }
        }
    }

    private static ObjectNode newSet(Deployment deployment, String hash, int replicas, long revision) {
        var set = JsonNodeFactory.instance.objectNode().put("apiVersion", "apps/v1").put("kind", "ReplicaSet");
        var metadata = set.putObject("metadata").put("name", deployment.meta().name() + "-" + hash)
                .put("namespace", deployment.meta().namespace());
        metadata.set("labels", deployment.template().path("metadata").path("labels").deepCopy());
        metadata.withObjectProperty("labels").put(TemplateSet.HASH_LABEL, hash);
        annotate(set, deployment, revision);
        sizes(metadata.withObjectProperty("annotations"), deployment);
        metadata.putArray("ownerReferences").add(OwnerReference.toController(deployment.object()).json());
        var spec = set.putObject("spec").put("replicas", replicas);
        var minReady = deployment.object().path("spec").path("minReadySeconds");
        if (minReady.asInt() > 0) {
            spec.set("minReadySeconds", minReady);
        }
        spec.set("selector", deployment.object().path("spec").path("selector").deepCopy());
        spec.withObjectProperty("selector").withObjectProperty("matchLabels").put(TemplateSet.HASH_LABEL, hash);
        spec.set("template", deployment.template().deepCopy());
        spec.withObjectProperty("template").withObjectProperty("metadata").withObjectProperty("labels")
                .put(TemplateSet.HASH_LABEL, hash);
        return set;
    }

    /** A template that comes back gets the next revision, and keeps in mind which ones it had. */
    private static void annotate(ObjectNode set, Deployment deployment, long revision) {
        var annotations = set.withObjectProperty("metadata").withObjectProperty("annotations");
        deployment.meta().annotations().forEach((name, value) -> {
            if (!NOT_COPIED.contains(name)) {
                annotations.put(name, value);
            }
        });
        long before = new TemplateSet(set).revision();
        if (before > 0 && before < revision) {
            var history = annotations.path(HISTORY).asText();
            annotations.put(HISTORY, history.isEmpty() ? Long.toString(before) : history + "," + before);
        }
        annotations.put(TemplateSet.REVISION, Long.toString(Math.max(before, revision)));
    }

    private static void sizes(ObjectNode annotations, Deployment deployment) {
        annotations.put(TemplateSet.DESIRED, Integer.toString(deployment.replicas())).put(TemplateSet.MAXIMUM,
                Integer.toString(deployment.replicas() + deployment.maxSurge()));
    }

    /** The ReplicaSet of the present template, with a revision that is higher than that of all others. */
    TemplateSet update(TemplateSet set, Deployment deployment, long revision) throws ApiException {
        var changed = set.object().deepCopy();
        annotate(changed, deployment, revision);
        changed.withObjectProperty("spec").set("minReadySeconds",
                deployment.object().path("spec").path("minReadySeconds"));
        if (deployment.object().path("spec").path("minReadySeconds").asInt() == 0) {
            changed.withObjectProperty("spec").remove("minReadySeconds");
        }
        return changed.equals(set.object()) ? set : store(changed);
    }

    void scale(TemplateSet set, Deployment deployment, int replicas) throws ApiException {
        var changed = set.object().deepCopy();
        changed.withObjectProperty("spec").put("replicas", replicas);
        sizes(changed.withObjectProperty("metadata").withObjectProperty("annotations"), deployment);
        store(changed);
    }

    private TemplateSet store(ObjectNode set) throws ApiException {
        return new TemplateSet(api.update(ResourceTypes.REPLICA_SET, Metadata.namespace(set), set));
    }

    /** Deletes the oldest ones without pods, beyond those that are kept for a rollback. */
    void truncate(List<TemplateSet> old, int limit) throws ApiException {
        var empty = old.stream().filter(set -> set.replicas() == 0 && set.present() == 0)
                .sorted(Comparator.comparingLong(TemplateSet::revision)).toList();
        for (var set : empty.subList(0, Math.max(0, empty.size() - limit))) {
            api.delete(ResourceTypes.REPLICA_SET, set.meta().namespace(), set.name(), DeleteOptions.DEFAULT);
        }
    }
}
