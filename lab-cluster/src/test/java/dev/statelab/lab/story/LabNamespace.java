package dev.statelab.lab.story;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.statelab.lab.api.Api;
import dev.statelab.lab.api.ApiException;
import dev.statelab.lab.api.Manifests;
import dev.statelab.lab.api.ResourceType;
import dev.statelab.lab.api.ResourceTypes;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A namespace of a lab cluster, and all that a recording has of one. */
public record LabNamespace(Api api, String name) {

    private static final long PATIENCE_SECONDS = 40;
    private static final List<ResourceType> RECORDED = List.of(ResourceTypes.STATEFUL_SET, ResourceTypes.POD,
            ResourceTypes.SERVICE, ResourceTypes.ENDPOINTS, ResourceTypes.ENDPOINT_SLICE,
            ResourceTypes.PERSISTENT_VOLUME_CLAIM, ResourceTypes.CONTROLLER_REVISION, ResourceTypes.EVENT);

    static LabNamespace create(Api api, String name) throws ApiException {
        api.create(ResourceTypes.NAMESPACE, "", Manifests.namespace(name));
        return new LabNamespace(api, name);
    }

    void apply(List<ObjectNode> manifests) throws ApiException {
        for (var manifest : manifests) {
            var type = api.type(manifest.path("apiVersion").asText(), manifest.path("kind").asText()).orElseThrow();
            api.create(type, name, manifest);
        }
    }

    private Story story(List<ResourceType> types) {
        return Story.of(types.stream().flatMap(type -> api.list(type, name).items().stream()).toList());
    }

    /**
     * Waits, from one change of the namespace to the next, for the story to become the recorded one.
     *
     * @return the differences that are left; none once it did
     */
    public List<String> differencesFrom(String recordedState) throws ApiException, InterruptedException {
        return differencesFrom(RecordedState.named(recordedState).story(), RECORDED);
    }

    /** The same for objects of some types alone. */
    List<String> differencesFrom(Story recorded, List<ResourceType> types) throws ApiException, InterruptedException {
        var changes = new LinkedBlockingQueue<Boolean>();
        List<Api.Watch> watches = new ArrayList<>();
        try {
            for (var type : types) {
                watches.add(api.watch(type, name, "", _ -> changes.add(true)));
            }
            var end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
            while (true) {
                changes.clear();
                var differences = story(types).differencesFrom(recorded);
                if (differences.isEmpty() || changes.poll(end - System.nanoTime(), TimeUnit.NANOSECONDS) == null) {
                    return differences;
                }
            }
        } finally {
            watches.forEach(Api.Watch::close);
        }
    }
}
