package dev.statelab.lab.controller.statefulset;

import dev.statelab.lab.api.Api;
import dev.statelab.lab.api.ApiException;
import dev.statelab.lab.api.ResourceTypes;
import dev.statelab.lab.api.object.Metadata;
import dev.statelab.lab.controller.workload.Ownership;
import java.util.List;

/** Which pods are a set's: those that it selects, and whose name could be the set's own. */
final class PodOwnership {

    private final Ownership ownership;

    PodOwnership(Api api) {
        this.ownership = new Ownership(api, ResourceTypes.POD);
    }

    List<SetPod> pods(StatefulSet set) throws ApiException {
        var selector = set.selector();
        return ownership
                .of(set.object(), meta -> SetPod.ordinal(set.name(), meta.name()).isPresent()
                        && selector.matches(meta.labels()))
                .stream().flatMap(pod -> SetPod.ordinal(set.name(), Metadata.name(pod)).stream()
                        .mapToObj(ordinal -> new SetPod(pod, ordinal)))
                .toList();
    }
}
