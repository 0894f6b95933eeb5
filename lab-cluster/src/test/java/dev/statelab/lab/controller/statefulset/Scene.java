package dev.statelab.lab.controller.statefulset;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.statelab.lab.api.Manifests;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** A set named {@code kv} with one claim template {@code data}, and what is there of it. */
final class Scene {

    static final Instant NOW = Instant.parse("2026-11-20T19:00:00Z");
    static final String OLD = "kv-old";
    static final String NEW = "kv-new";

    private final ObjectNode set = Manifests.yaml("""
            apiVersion: apps/v1
            kind: StatefulSet
            metadata: {name: kv, namespace: lab, uid: set-uid, generation: 7}
            spec:
              replicas: 3
              serviceName: kv-headless
              podManagementPolicy: OrderedReady
              updateStrategy: {type: RollingUpdate, rollingUpdate: {partition: 0}}
              selector: {matchLabels: {app: kv}}
              template:
                metadata: {labels: {app: kv}}
                spec: {containers: [{name: app, image: 'kvstore:latest'}]}
              volumeClaimTemplates:
                - metadata: {name: data}
                  spec: {accessModes: [ReadWriteOnce]}
            """);
    private final List<SetPod> pods = new ArrayList<>();
    private final Map<String, ObjectNode> claims = new HashMap<>();
    private String currentRevision = NEW;

    static Scene ofReplicas(int replicas) {
        return new Scene().spec(spec -> spec.put("replicas", replicas));
    }

    Scene spec(Consumer<ObjectNode> change) {
        change.accept(set.withObjectProperty("spec"));
        return this;
    }

    Scene parallel() {
        return spec(spec -> spec.put("podManagementPolicy", "Parallel"));
    }

    Scene onDelete() {
        return spec(spec -> spec.putObject("updateStrategy").put("type", "OnDelete"));
    }

    Scene rolling(Consumer<ObjectNode> change) {
        return spec(spec -> change
                .accept(spec.withObjectProperty("updateStrategy").withObjectProperty("rollingUpdate")));
    }

    Scene retention(String whenDeleted, String whenScaled) {
        return spec(spec -> spec.putObject("persistentVolumeClaimRetentionPolicy").put("whenDeleted", whenDeleted)
                .put("whenScaled", whenScaled));
    }

    Scene terminating() {
        set.withObjectProperty("metadata").put("deletionTimestamp", NOW.toString());
        return this;
    }

    /** The set's template has changed since its last completed update. */
    Scene updating() {
        currentRevision = OLD;
        return this;
    }

    Scene ready(int ordinal) {
        return ready(ordinal, NEW);
    }

    Scene ready(int ordinal, String revision) {
        return ready(ordinal, revision, Duration.ofHours(1));
    }

    Scene ready(int ordinal, String revision, Duration since) {
        return pod(ordinal, revision, pod -> {
            pod.withObjectProperty("status").put("phase", "Running").putArray("conditions").addObject()
                    .put("type", "Ready").put("status", "True")
                    .put("lastTransitionTime", NOW.minus(since).toString());
        });
    }

    Scene phase(int ordinal, String phase) {
        return phase(ordinal, phase, NEW);
    }

    Scene phase(int ordinal, String phase, String revision) {
        return pod(ordinal, revision, pod -> pod.withObjectProperty("status").put("phase", phase));
    }

    /** The pod that was added last has been deleted, but is still there. */
    Scene leaving() {
        pods.getLast().object().withObjectProperty("metadata").put("deletionTimestamp", NOW.toString());
        return this;
    }

    Scene pod(int ordinal, String revision, Consumer<ObjectNode> change) {
        var name = "kv-" + ordinal;
        var pod = Manifests.pod(name);
        var metadata = pod.withObjectProperty("metadata").put("uid", name + "-uid").put("namespace", "lab");
        metadata.withObjectProperty("labels").put(SetPod.NAME_LABEL, name)
                .put(SetPod.INDEX_LABEL, Integer.toString(ordinal)).put(SetPod.REVISION_LABEL, revision);
        change.accept(pod);
        pods.add(new SetPod(pod, ordinal));
        return claim(ordinal);
    }

    Scene claim(int ordinal) {
        return claim(ordinal, "");
    }

    /** @param owner the UID of the claim's owner; empty for none */
    Scene claim(int ordinal, String owner) {
        var name = "data-kv-" + ordinal;
        var claim = Manifests.yaml("""
                apiVersion: v1
                kind: PersistentVolumeClaim
                metadata: {name: %s, namespace: lab}
                """.formatted(name));
        if (!owner.isEmpty()) {
            claim.withObjectProperty("metadata").putArray("ownerReferences").addObject().put("kind", "Pod")
                    .put("name", "kv-" + ordinal).put("uid", owner);
        }
        claims.put(name, claim);
        return this;
    }

    Scene withoutClaim(int ordinal) {
        claims.remove("data-kv-" + ordinal);
        return this;
    }

    Plan plan() {
        return Planner.plan(new Situation(new StatefulSet(set), currentRevision, NEW, 0, pods, claims, NOW));
    }

    /** The plan's actions in words. */
    List<String> actions() {
        return plan().actions().stream().map(Scene::describe).toList();
    }

    private static String describe(Action action) {
        return switch (action) {
            case Action.CreateClaim(ClaimTemplate template, int ordinal) ->
                "create claim " + template.name() + " of kv-" + ordinal;
            case Action.CreatePod(int ordinal, String revision) -> "create kv-" + ordinal + " from " + revision;
            case Action.DeletePod(SetPod pod) -> "delete " + pod.name();
            case Action.RestoreIdentity(SetPod pod) -> "restore identity of " + pod.name();
            case Action.SetClaimOwners(ObjectNode claim, var owners) -> "claim "
                    + claim.path("metadata").path("name").asText() + " belongs to "
                    + owners.stream().map(owner -> owner.kind() + " " + owner.name()).toList();
        };
    }
}
