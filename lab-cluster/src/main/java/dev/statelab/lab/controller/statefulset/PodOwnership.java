package dev.statelab.lab.controller.statefulset;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.statelab.lab.api.Api;
import dev.statelab.lab.api.ApiException;
import dev.statelab.lab.api.ResourceTypes;
import dev.statelab.lab.controller.ObjectMeta;
import dev.statelab.lab.controller.OwnerReference;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Which pods are a set's. A pod without a controller that the set selects, and whose name could be the set's own, is
 * adopted; a pod of the set that it no longer selects is released.
 */
final class PodOwnership {

    private final Api api;

    PodOwnership(Api api) {
        this.api = api;
    }

    List<SetPod> pods(StatefulSet set) throws ApiException {
        var selector = set.selector();
        var own = new ArrayList<SetPod>();
        for (var pod : api.list(ResourceTypes.POD, set.meta().namespace()).items()) {
            var meta = new ObjectMeta(pod);
            var ordinal = SetPod.ordinal(set.name(), meta.name());
            boolean selected = ordinal.isPresent() && selector.matches(meta.labels());
            if (meta.isControlledBy(set.meta().uid())) {
                if (selected) {
                    own.add(new SetPod(pod, ordinal.getAsInt()));
                } else if (!set.meta().isTerminating()) {
                    setOwners(pod, meta.owners().stream().filter(owner -> !owner.uid().equals(set.meta().uid())));
                }
            } else if (selected && meta.controller().isEmpty() && !meta.isTerminating()
                    && !set.meta().isTerminating()) {
                var owners = Stream.concat(meta.owners().stream(),
                        Stream.of(OwnerReference.toController(set.object())));
                own.add(new SetPod(setOwners(pod, owners), ordinal.getAsInt()));
            }
        }
        return own;
    }

    private ObjectNode setOwners(ObjectNode pod, Stream<OwnerReference> owners) throws ApiException {
        var changed = pod.deepCopy();
        var references = changed.withObjectProperty("metadata").putArray("ownerReferences");
        owners.map(OwnerReference::json).forEach(references::add);
        return api.update(ResourceTypes.POD, new ObjectMeta(pod).namespace(), changed);
    }
}
