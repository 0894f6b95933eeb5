package dev.statelab.cli.change;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.statelab.core.cluster.PatchRequest;
import dev.statelab.core.cluster.ResourceKind;
import dev.statelab.core.cluster.ScaleRequest;
import java.util.ArrayList;
import java.util.List;

/** A change of a workload, as it is written down. */
sealed interface Change {

    record Scaled(ScaleRequest request) implements Change {
        @Override
        public PatchRequest fields() {
            return new PatchRequest(request.kind(), request.namespace(), request.name(), request.uid(),
                    List.of(new PatchRequest.Change(List.of("spec", "replicas"), number(request.from()),
                            number(request.to()))));
        }

        private static JsonNode number(int replicas) {
            return JsonNodeFactory.instance.numberNode(replicas);
        }
    }

    record Patched(PatchRequest request) implements Change {
        @Override
        public PatchRequest fields() {
            return request;
        }
    }

    /** Which fields it is that change, and of what. */
    PatchRequest fields();

    /** As {@code {"scale": …}} or {@code {"patch": …}}; what a field must not have is left out. */
    static ObjectNode json(Change change) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        switch (change) {
            case Scaled(ScaleRequest request) ->
                workload(json.putObject("scale"), request.kind(), request.namespace(), request.name(), request.uid())
                        .put("from", request.from()).put("to", request.to());
            case Patched(PatchRequest request) -> {
                ObjectNode patch = workload(json.putObject("patch"), request.kind(), request.namespace(),
                        request.name(), request.uid());
                request.changes().forEach(field -> field(patch.withArray("changes").addObject(), field));
            }
        }
        return json;
    }

    private static ObjectNode workload(ObjectNode json, ResourceKind kind, String namespace, String name, String uid) {
        return json.put("apiVersion", kind.apiVersion()).put("kind", kind.kind()).put("namespace", namespace)
                .put("name", name).put("uid", uid);
    }

    private static void field(ObjectNode json, PatchRequest.Change field) {
        field.path().forEach(json.withArray("path")::add);
        if (!field.from().isMissingNode()) {
            json.set("from", field.from());
        }
        if (!field.to().isMissingNode()) {
            json.set("to", field.to());
        }
    }

    /** @param json as {@link #json} makes it */
    static Change of(JsonNode json) {
        JsonNode scale = json.path("scale");
        if (scale.isObject()) {
            return new Scaled(new ScaleRequest(kind(scale), scale.path("namespace").asText(),
                    scale.path("name").asText(), scale.path("uid").asText(), scale.path("from").asInt(),
                    scale.path("to").asInt()));
        }
        JsonNode patch = json.path("patch");
        List<PatchRequest.Change> fields = new ArrayList<>();
        for (JsonNode field : patch.path("changes")) {
            List<String> path = new ArrayList<>();
            field.path("path").forEach(part -> path.add(part.asText()));
            fields.add(new PatchRequest.Change(path, field.path("from"), field.path("to")));
        }
        return new Patched(new PatchRequest(kind(patch), patch.path("namespace").asText(), patch.path("name").asText(),
                patch.path("uid").asText(), fields));
    }

    private static ResourceKind kind(JsonNode workload) {
        return new ResourceKind(workload.path("apiVersion").asText(), workload.path("kind").asText());
    }
}
