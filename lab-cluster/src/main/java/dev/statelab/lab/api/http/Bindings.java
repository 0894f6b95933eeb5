package dev.statelab.lab.api.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.statelab.lab.api.ApiException;
import dev.statelab.lab.api.ApiServer;
import dev.statelab.lab.api.Part;
import dev.statelab.lab.api.Refusal;
import dev.statelab.lab.api.ResourceType;
import dev.statelab.lab.api.ResourceTypes;
import dev.statelab.lab.api.object.Metadata;
import dev.statelab.lab.api.validation.FieldError;
import dev.statelab.lab.time.LabClock;
import java.util.List;
import java.util.Set;

/** Puts pods on nodes for whoever schedules them: {@code pkg/registry/core/pod/storage/storage.go}. */
final class Bindings {

    /** What a conflict is about. */
    private static final ResourceType POD_BINDING = new ResourceType("", "v1", "pods/binding", "binding", "Binding",
            true, List.of(), Set.of());

    private final ApiServer api;
    private final LabClock clock;

    Bindings(ApiServer api, LabClock clock) {
        this.api = api;
        this.clock = clock;
    }

    Reply bind(Request request, Target.Objects target) throws ApiException {
        FieldChecks checks = FieldChecks.of(request);
        ObjectNode binding = checks.check(ResourceTypes.BINDING,
                api.decoder().decode(ResourceTypes.BINDING, request.body(), request.language()));
        if (!Metadata.name(binding).equals(target.name())) {
            throw Refusal.badRequest("name in URL does not match name in Binding object");
        }
        String node = binding.at("/target/name").asText();
        if (node.isEmpty()) {
            throw Refusal.invalid(ResourceTypes.BINDING, target.name(),
                    List.of(FieldError.required("target.name", "")));
        }
        api.update(ResourceTypes.POD, target.namespace(), target.name(), Part.BINDING,
                present -> bound(target.name(), present, node), request.writeOptions());
        return checks.reply(201, Evictions.success());
    }

    private ObjectNode bound(String name, ObjectNode present, String node) throws ApiException {
        String already = present.at("/spec/nodeName").asText();
        if (!already.isEmpty()) {
            throw Refusal.conflict(POD_BINDING, name, "pod " + name + " is already assigned to node \"" + already
                    + "\"");
        }
        ObjectNode next = present.deepCopy();
        next.withObjectProperty("spec").put("nodeName", node);
        next.withObjectProperty("status").withArrayProperty("conditions").addObject().put("type", "PodScheduled")
                .put("status", "True").putNull("lastProbeTime")
                .put("lastTransitionTime", Metadata.time(clock.now()));
        return next;
    }
}
