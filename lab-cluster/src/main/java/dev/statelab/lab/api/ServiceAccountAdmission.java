package dev.statelab.lab.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.statelab.lab.api.object.Metadata;
import dev.statelab.lab.api.store.ObjectStore;
import dev.statelab.lab.api.store.Subscription;
import dev.statelab.lab.api.store.Subscription.Signal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Gives a new pod its service account, and the volume with the account's token, as the admission plugin of that name
 * does. The volume looks as in {@code recordings/states/healthy-3.json}.
 */
final class ServiceAccountAdmission {

    private static final String DEFAULT = "default";
    private static final String TOKEN_FOLDER = "/var/run/secrets/kubernetes.io/serviceaccount";

    /**
     * How long, in real time, a pod waits for the account {@code default}, which a controller makes in each new
     * namespace. Upstream's plugin looks for it for up to two seconds; a busy machine may need longer.
     */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final ObjectStore store;

    ServiceAccountAdmission(ObjectStore store) {
        this.store = store;
    }

    /**
     * @param suffix the end of the token volume's name
     * @throws ApiException 403 where the account is not there
     */
    void complete(ObjectNode pod, String suffix) throws ApiException {
        ObjectNode spec = pod.withObjectProperty("spec");
        if (spec.path("serviceAccountName").asText().isEmpty()) {
            spec.put("serviceAccountName", DEFAULT).put("serviceAccount", DEFAULT);
        }
        String name = spec.path("serviceAccountName").asText();
        String namespace = Metadata.namespace(pod);
        ObjectNode account = account(namespace, name).orElseThrow(() -> Refusal.forbidden(ResourceTypes.POD,
                Metadata.name(pod), "error looking up service account " + namespace + "/" + name
                        + ": serviceaccount \"" + name + "\" not found"));
        boolean mounted = spec.path("automountServiceAccountToken")
                .asBoolean(account.path("automountServiceAccountToken").asBoolean(true));
        if (mounted) {
            mountToken(spec, "kube-api-access-" + suffix);
        }
        if (spec.path("imagePullSecrets").isEmpty() && !account.path("imagePullSecrets").isEmpty()) {
            spec.set("imagePullSecrets", account.path("imagePullSecrets").deepCopy());
        }
    }

    private Optional<ObjectNode> account(String namespace, String name) {
        Optional<ObjectNode> present = store.find(ResourceTypes.SERVICE_ACCOUNT, namespace, name);
        boolean comes = name.equals(DEFAULT) && store.find(ResourceTypes.NAMESPACE, "", namespace)
                .filter(found -> !Metadata.isTerminating(found))
                .isPresent();
        return present.isPresent() || !comes ? present : awaited(namespace);
    }

    private Optional<ObjectNode> awaited(String namespace) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        try (Subscription accounts = subscription(namespace)) {
            while (true) {
                switch (accounts.next(Duration.ofNanos(Math.max(0, end - System.nanoTime())))) {
                    case Signal.Changed(var change) when Metadata.name(change.event().object()).equals(DEFAULT) -> {
                        return Optional.of(change.event().object());
                    }
                    case Signal.Changed _ -> {
                    }
                    case Signal.Quiet(),Signal.Ended() -> {
                        return Optional.empty();
                    }
                }
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    private Subscription subscription(String namespace) {
        return switch (store.subscribe(ResourceTypes.SERVICE_ACCOUNT, namespace, OptionalLong.empty(),
                Integer.MAX_VALUE)) {
            case ObjectStore.Subscribed.To(Subscription subscription) -> subscription;
            case ObjectStore.Subscribed.TooOld _ ->
                throw new IllegalStateException("a watch without a resource version cannot be too old");
        };
    }

    private static void mountToken(ObjectNode spec, String volume) {
        boolean used = false;
        for (String field : List.of("initContainers", "containers")) {
            for (JsonNode container : spec.path(field)) {
                if (container instanceof ObjectNode present && !mounts(present)) {
                    present.withArrayProperty("volumeMounts")
                            .addObject()
                            .put("name", volume)
                            .put("readOnly", true)
                            .put("mountPath", TOKEN_FOLDER);
                    used = true;
                }
            }
        }
        if (used) {
            spec.withArrayProperty("volumes").add(tokenVolume(spec, volume));
        }
    }

    private static boolean mounts(ObjectNode container) {
        return container.path("volumeMounts")
                .valueStream()
                .anyMatch(mount -> mount.path("mountPath").asText().equals(TOKEN_FOLDER));
    }

    private static ObjectNode tokenVolume(ObjectNode factory, String name) {
        ObjectNode volume = factory.objectNode().put("name", name);
        ObjectNode projected = volume.putObject("projected").put("defaultMode", 420);
        var sources = projected.putArray("sources");
        sources.addObject().putObject("serviceAccountToken").put("expirationSeconds", 3607).put("path", "token");
        sources.addObject()
                .putObject("configMap")
                .put("name", "kube-root-ca.crt")
                .putArray("items")
                .addObject()
                .put("key", "ca.crt")
                .put("path", "ca.crt");
        sources.addObject()
                .putObject("downwardAPI")
                .putArray("items")
                .addObject()
                .put("path", "namespace")
                .putObject("fieldRef")
                .put("apiVersion", "v1")
                .put("fieldPath", "metadata.namespace");
        return volume;
    }
}
