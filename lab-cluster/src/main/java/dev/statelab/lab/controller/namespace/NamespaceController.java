package dev.statelab.lab.controller.namespace;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.statelab.lab.api.Api;
import dev.statelab.lab.api.ApiException;
import dev.statelab.lab.api.DeleteOptions;
import dev.statelab.lab.api.ResourceType;
import dev.statelab.lab.api.ResourceTypes;
import dev.statelab.lab.api.WatchEvent;
import dev.statelab.lab.api.object.Metadata;
import dev.statelab.lab.controller.Controller;
import dev.statelab.lab.controller.ObjectKey;
import dev.statelab.lab.time.LabClock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Gives a new namespace what pods expect there, and empties a deleted one before it goes. */
public final class NamespaceController implements AutoCloseable {

    private static final List<ResourceType> CONTENTS = ResourceTypes.ALL.stream().filter(ResourceType::namespaced)
            .toList();
    private static final Duration PATIENCE_WITH_FINALIZERS = Duration.ofSeconds(1);
    private static final String CA_DESCRIPTION = "Contains a CA bundle that can be used to verify the kube-apiserver "
            + "when using internal endpoints such as the internal service IP or kubernetes.default.svc. No other usage "
            + "is guaranteed across distributions of Kubernetes clusters.";

    private static final String ACCOUNT = "default";
    private static final String AUTHORITY = "kube-root-ca.crt";

    private final Api api;
    private final String certificateAuthority;
    private final Controller controller;

    /**
     * Starts at once.
     *
     * @param certificateAuthority who vouches for the API server, in PEM: what pods have to trust
     */
    public NamespaceController(Api api, LabClock clock, String certificateAuthority) {
        this.api = api;
        this.certificateAuthority = certificateAuthority;
        this.controller = new Controller("namespace", api, clock, this::reconcile);
        controller.watch(ResourceTypes.NAMESPACE).watch(ResourceTypes.POD, NamespaceController::emptied)
                .watch(ResourceTypes.PERSISTENT_VOLUME_CLAIM, NamespaceController::emptied)
                .watch(ResourceTypes.SERVICE_ACCOUNT, event -> lost(event, ACCOUNT))
                .watch(ResourceTypes.CONFIG_MAP, event -> lost(event, AUTHORITY));
    }

    /** What every namespace has comes back when somebody deletes it. */
    private static Stream<ObjectKey> lost(WatchEvent event, String name) {
        return emptied(event).filter(_ -> Metadata.name(event.object()).equals(name));
    }

    /** Pods and claims are what takes time to go. */
    private static Stream<ObjectKey> emptied(WatchEvent event) {
        return event.type() == WatchEvent.Type.DELETED
                ? Stream.of(new ObjectKey("", Metadata.namespace(event.object())))
                : Stream.empty();
    }

    private Optional<Duration> reconcile(ObjectKey key) throws ApiException {
        var namespace = api.find(ResourceTypes.NAMESPACE, "", key.name());
        if (namespace.isEmpty()) {
            return Optional.empty();
        }
        if (!Metadata.isTerminating(namespace.get())) {
            furnish(key.name());
            return Optional.empty();
        }
        if (isEmptied(key.name())) {
            var finalized = namespace.get().deepCopy();
            finalized.withObjectProperty("spec").remove("finalizers");
            api.update(ResourceTypes.NAMESPACE, "", finalized);
            return Optional.empty();
        }
        return Optional.of(PATIENCE_WITH_FINALIZERS);
    }

    /** The account last: pods wait for it, and their token volumes need the certificate too. */
    private void furnish(String namespace) throws ApiException {
        var authority = named(ResourceTypes.CONFIG_MAP, AUTHORITY);
        authority.withObjectProperty("metadata").putObject("annotations").put("kubernetes.io/description",
                CA_DESCRIPTION);
        authority.putObject("data").put("ca.crt", certificateAuthority);
        createIfMissing(ResourceTypes.CONFIG_MAP, namespace, authority);
        createIfMissing(ResourceTypes.SERVICE_ACCOUNT, namespace, named(ResourceTypes.SERVICE_ACCOUNT, ACCOUNT));
    }

    private static ObjectNode named(ResourceType type, String name) {
        var object = JsonNodeFactory.instance.objectNode();
        object.put("apiVersion", type.apiVersion()).put("kind", type.kind());
        object.putObject("metadata").put("name", name);
        return object;
    }

    private void createIfMissing(ResourceType type, String namespace, ObjectNode object) throws ApiException {
        if (api.find(type, namespace, Metadata.name(object)).isEmpty()) {
            api.create(type, namespace, object);
        }
    }

    /** Deletes what is there; true once nothing is left. */
    private boolean isEmptied(String namespace) throws ApiException {
        boolean empty = true;
        for (var type : CONTENTS) {
            for (var object : api.list(type, namespace).items()) {
                if (!Metadata.isTerminating(object)) {
                    deleteIfPresent(type, namespace, Metadata.name(object));
                }
            }
            empty &= api.list(type, namespace).items().isEmpty();
        }
        return empty;
    }

    private void deleteIfPresent(ResourceType type, String namespace, String name) throws ApiException {
        try {
            api.delete(type, namespace, name, DeleteOptions.DEFAULT);
        } catch (ApiException refused) {
            if (refused.code() != 404) {
                throw refused;
            }
        }
    }

    @Override
    public void close() {
        controller.close();
    }
}
