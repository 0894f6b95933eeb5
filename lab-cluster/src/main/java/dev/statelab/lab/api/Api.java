package dev.statelab.lab.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The API server without HTTP: what the controllers and the kubelet use, and what HTTP requests end in. Defaulting,
 * validation, UIDs, resource versions, generations, conflicts, finalizers and graceful deletion are the same for all of
 * them. A namespace of {@code ""} stands for all namespaces, or for none where the type has none.
 *
 * <p>Objects that come out are shared and must not be changed; {@link ObjectNode#deepCopy} one to change it. Objects
 * that go in belong to the API server afterwards.
 */
public interface Api {

    /** The type of a manifest's {@code apiVersion} and {@code kind}. */
    Optional<ResourceType> type(String apiVersion, String kind);

    Optional<ObjectNode> find(ResourceType type, String namespace, String name);

    ObjectList list(ResourceType type, String namespace);

    ObjectNode create(ResourceType type, String namespace, ObjectNode object) throws ApiException;

    /** Replaces all but the status; 409 where the object's {@code resourceVersion} is given and not the newest. */
    ObjectNode update(ResourceType type, String namespace, ObjectNode object) throws ApiException;

    /** Replaces the status alone; 409 as for {@link #update}. */
    ObjectNode updateStatus(ResourceType type, String namespace, ObjectNode object) throws ApiException;

    /**
     * Gives a pod its node: replaces {@code spec.nodeName} and {@code status.conditions} in one change, as
     * {@code recordings/timelines} show it; 409 as for {@link #update}.
     */
    ObjectNode bind(String namespace, ObjectNode pod) throws ApiException;

    /**
     * Deletes an object, or marks it as terminating: a pod that is bound to a node stays until its kubelet deletes it
     * with a grace of zero, an object with finalizers until they are gone.
     *
     * @return the object as it is after the call
     */
    ObjectNode delete(ResourceType type, String namespace, String name, DeleteOptions options) throws ApiException;

    /**
     * Calls the listener for each change after a resource version, in order, one at a time, on a thread of the watch's
     * own.
     */
    Watch watch(ResourceType type, String namespace, String resourceVersion, Consumer<WatchEvent> listener)
            throws ApiException;

    /**
     * A token of a pod's service account, which ends with the pod.
     *
     * @param audiences whom it is for; empty for the API server
     * @throws ApiException 404 where the account is not there
     */
    String token(ObjectNode pod, List<String> audiences, Duration lifetime) throws ApiException;

    /** A running watch. */
    interface Watch extends AutoCloseable {

        @Override
        void close();
    }
}
