package dev.statelab.lab.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.statelab.lab.api.access.ServiceAccountTokens;
import dev.statelab.lab.api.object.Metadata;
import dev.statelab.lab.api.schema.Decoder;
import dev.statelab.lab.api.store.ObjectStore;
import dev.statelab.lab.api.store.Subscription;
import dev.statelab.lab.time.LabClock;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/** The API server. A new cluster has the namespaces {@code default}, {@code kube-system}, {@code kube-public}, no nodes. */
public final class ApiServer implements Api, AutoCloseable {

    private final ObjectStore store;
    private final Decoder decoder;
    private final Writes writes;
    private final ServiceAccountTokens tokens;

    private ApiServer(ObjectStore store, LabClock clock, RandomGenerator random, String tokenKey, GatedFields gated) {
        this.store = store;
        this.decoder = new Decoder();
        this.writes = new Writes(store, clock, decoder, random, gated);
        this.tokens = new ServiceAccountTokens(this, clock, tokenKey);
    }

    public static ApiServer start(LabClock clock) {
        return start(clock, new SecureRandom(), ObjectStore.USUAL_HISTORY);
    }

    /**
     * @param store empty, or with the objects of an earlier cluster; closed with the API server
     * @param tokenKey signs the tokens of service accounts; at least 32 characters that nobody can guess
     * @param gates that are on
     */
    public static ApiServer start(LabClock clock, ObjectStore store, String tokenKey, Set<FeatureGate> gates) {
        return start(clock, new SecureRandom(), store, tokenKey, new GatedFields(gates));
    }

    /**
     * @param random makes UIDs, names and addresses
     * @param historyLength how many changes of a type a watch may be behind when it begins
     */
    public static ApiServer start(LabClock clock, RandomGenerator random, int historyLength) {
        return start(clock, random, new ObjectStore(historyLength), UUID.randomUUID().toString(),
                new GatedFields(Set.of()));
    }

    private static ApiServer start(LabClock clock, RandomGenerator random, ObjectStore store, String tokenKey,
            GatedFields gated) {
        ApiServer server = new ApiServer(store, clock, random, tokenKey, gated);
        NewCluster.objects().forEach(server::ensure);
        return server;
    }

    /** Creates an object that every cluster has, unless it is there. */
    public void ensure(ObjectNode object) {
        ResourceType type = type(object.path("apiVersion").asText(), object.path("kind").asText()).orElseThrow();
        try {
            if (find(type, Metadata.namespace(object), Metadata.name(object)).isEmpty()) {
                create(type, Metadata.namespace(object), object);
            }
        } catch (ApiException refused) {
            throw new IllegalStateException("a new cluster refuses its own objects", refused);
        }
    }

    /** Decodes what this API server takes. */
    public Decoder decoder() {
        return decoder;
    }

    /** Makes the tokens of service accounts, and knows them again. */
    public ServiceAccountTokens tokens() {
        return tokens;
    }

    @Override
    public String token(ObjectNode pod, List<String> audiences, Duration lifetime) throws ApiException {
        ObjectNode account = get(ResourceTypes.SERVICE_ACCOUNT, Metadata.namespace(pod),
                pod.path("spec").path("serviceAccountName").asText("default"));
        return tokens.issue(account, Optional.of(pod), audiences, lifetime).token();
    }

    @Override
    public Optional<ResourceType> type(String apiVersion, String kind) {
        return ResourceTypes.ofKind(apiVersion, kind);
    }

    @Override
    public Optional<ObjectNode> find(ResourceType type, String namespace, String name) {
        return store.find(type, namespace, name);
    }

    /** {@link #find}, or a 404. */
    public ObjectNode get(ResourceType type, String namespace, String name) throws ApiException {
        return find(type, namespace, name).orElseThrow(() -> Refusal.notFound(type, name));
    }

    @Override
    public ObjectList list(ResourceType type, String namespace) {
        return store.list(type, namespace);
    }

    @Override
    public ObjectNode create(ResourceType type, String namespace, ObjectNode object) throws ApiException {
        return create(type, namespace, object, WriteOptions.PLAIN);
    }

    public ObjectNode create(ResourceType type, String namespace, ObjectNode object, WriteOptions options)
            throws ApiException {
        return writes.create(type, namespace, object, options);
    }

    /** {@inheritDoc} Of a terminating namespace it also replaces {@code spec.finalizers}, as its controller needs. */
    @Override
    public ObjectNode update(ResourceType type, String namespace, ObjectNode object) throws ApiException {
        Part part = type.equals(ResourceTypes.NAMESPACE) && Metadata.isTerminating(object)
                ? Part.FINALIZERS
                : Part.OBJECT;
        return update(type, namespace, Metadata.name(object), part, replacement(type, object), WriteOptions.PLAIN);
    }

    @Override
    public ObjectNode updateStatus(ResourceType type, String namespace, ObjectNode object) throws ApiException {
        return update(type, namespace, Metadata.name(object), Part.STATUS, replacement(type, object),
                WriteOptions.PLAIN);
    }

    @Override
    public ObjectNode bind(String namespace, ObjectNode pod) throws ApiException {
        return update(ResourceTypes.POD, namespace, Metadata.name(pod), Part.BINDING,
                replacement(ResourceTypes.POD, pod), WriteOptions.PLAIN);
    }

    /** Changes a part of an object; an edit that changes nothing keeps the resource version. */
    public ObjectNode update(ResourceType type, String namespace, String name, Part part, Edit edit,
            WriteOptions options) throws ApiException {
        return writes.update(type, namespace, name, part, edit, options);
    }

    @Override
    public ObjectNode delete(ResourceType type, String namespace, String name, DeleteOptions options)
            throws ApiException {
        return delete(type, namespace, name, options, WriteOptions.PLAIN);
    }

    public ObjectNode delete(ResourceType type, String namespace, String name, DeleteOptions options,
            WriteOptions writeOptions) throws ApiException {
        return writes.delete(type, namespace, name, options, writeOptions);
    }

    @Override
    public Watch watch(ResourceType type, String namespace, String resourceVersion, Consumer<WatchEvent> listener)
            throws ApiException {
        return WatchThread.start(subscribe(type, namespace, resourceVersion, Integer.MAX_VALUE), listener);
    }

    /**
     * Watches a namespace, or all for an empty one.
     *
     * @param resourceVersion where the watch begins; empty or {@code 0} for the present objects and what follows
     * @param capacity how many changes the reader may leave unread before it is cut off
     * @throws ApiException 410 where the history no longer reaches, 400 where it is no resource version
     */
    public Subscription subscribe(ResourceType type, String namespace, String resourceVersion, int capacity)
            throws ApiException {
        return switch (store.subscribe(type, namespace, since(resourceVersion), capacity)) {
            case ObjectStore.Subscribed.To(Subscription subscription) -> subscription;
            case ObjectStore.Subscribed.TooOld(long oldest) ->
                throw Refusal.expired("too old resource version: " + resourceVersion + " (" + oldest + ")");
        };
    }

    /** Whether a list of that resource version cannot be continued any more. */
    public boolean hasForgotten(ResourceType type, long resourceVersion) {
        return store.hasForgotten(type, resourceVersion);
    }

    /** The cluster's resource version, if the subscription's reader has read every change up to it. */
    public OptionalLong readThrough(Subscription subscription) {
        return store.readThrough(subscription);
    }

    /** Ends all watches. */
    @Override
    public void close() {
        store.close();
    }

    /** The edit of a whole-object update: 409 where it was made from another state of the object than the present. */
    public static Edit replacement(ResourceType type, ObjectNode object) {
        return present -> {
            String wanted = Metadata.resourceVersion(object);
            if (!wanted.isEmpty() && !wanted.equals(Metadata.resourceVersion(present))) {
                throw Refusal.modified(type, Metadata.name(object));
            }
            return object.deepCopy();
        };
    }

    private static OptionalLong since(String resourceVersion) throws ApiException {
        if (resourceVersion.isEmpty() || resourceVersion.equals("0")) {
            return OptionalLong.empty();
        }
        try {
            return OptionalLong.of(Long.parseUnsignedLong(resourceVersion));
        } catch (NumberFormatException _) {
            throw Refusal.badRequest("invalid resource version \"" + resourceVersion + "\"");
        }
    }
}
