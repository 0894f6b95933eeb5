package dev.statelab.lab.controller.workload;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.statelab.lab.api.object.Metadata;
import dev.statelab.lab.controller.OwnerReference;

/** A {@code ControllerRevision}: one state of a workload's template. */
public record Revision(ObjectNode object) {

    /** The revision that the template of a workload is now. */
    public static Revision of(ObjectNode owner, RevisionStyle style, long number, int collisions) {
        var podTemplate = owner.path("spec").path("template");
        var data = JsonNodeFactory.instance.objectNode();
        var template = data.putObject("spec").putObject("template");
        podTemplate.forEachEntry(template::set);
        template.put("$patch", "replace");
        var hash = style.hash(data, collisions);

        var revision = JsonNodeFactory.instance.objectNode();
        revision.put("apiVersion", "apps/v1").put("kind", "ControllerRevision");
        var metadata = revision.putObject("metadata");
        metadata.put("name", Metadata.name(owner) + "-" + hash).put("namespace", Metadata.namespace(owner));
        var labels = metadata.putObject("labels");
        podTemplate.path("metadata").path("labels").forEachEntry(labels::set);
        labels.put(style.label(), hash);
        var annotations = owner.path("metadata").path("annotations");
        if (!annotations.isEmpty()) {
            metadata.set("annotations", annotations.deepCopy());
        }
        metadata.putArray("ownerReferences").add(OwnerReference.toController(owner).json());
        revision.set("data", data);
        revision.put("revision", number);
        return new Revision(revision);
    }

    public String name() {
        return Metadata.name(object);
    }

    public String label(RevisionStyle style) {
        return Metadata.labels(object).getOrDefault(style.label(), "");
    }

    /** Grows with each change of the template, a change back included. */
    long number() {
        return object.path("revision").asLong();
    }

    public JsonNode podTemplate() {
        var template = ((ObjectNode) object.path("data").path("spec").path("template")).deepCopy();
        template.remove("$patch");
        return template;
    }

    boolean hasSameData(Revision other) {
        return TemplateHash.canonical(object.path("data"))
                .equals(TemplateHash.canonical(other.object().path("data")));
    }
}
