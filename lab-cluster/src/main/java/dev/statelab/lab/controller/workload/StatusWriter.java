package dev.statelab.lab.controller.workload;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.statelab.lab.api.Api;
import dev.statelab.lab.api.ApiException;
import dev.statelab.lab.api.ResourceType;
import dev.statelab.lab.api.object.Metadata;
import dev.statelab.lab.controller.ObjectMeta;

/** Writes the status of workloads, unless it is stored already. */
public final class StatusWriter {

    private final Api api;
    private final ResourceType type;

    public StatusWriter(Api api, ResourceType type) {
        this.api = api;
        this.type = type;
    }

    /** @return the object with its status; as it was where it has gone meanwhile */
    public ObjectNode write(ObjectNode object, ObjectNode status) throws ApiException {
        var meta = new ObjectMeta(object);
        var present = api.find(type, meta.namespace(), meta.name())
                .filter(found -> Metadata.uid(found).equals(meta.uid()));
        if (present.isEmpty() || present.get().path("status").equals(status)) {
            return present.orElse(object);
        }
        var changed = present.get().deepCopy();
        changed.set("status", status);
        return api.updateStatus(type, meta.namespace(), changed);
    }
}
