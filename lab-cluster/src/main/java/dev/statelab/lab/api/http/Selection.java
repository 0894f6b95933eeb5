package dev.statelab.lab.api.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.statelab.lab.api.ApiException;
import dev.statelab.lab.api.Refusal;
import dev.statelab.lab.api.object.Metadata;
import dev.statelab.lab.api.select.FieldSelector;
import dev.statelab.lab.api.select.LabelSelector;
import dev.statelab.lab.api.select.SelectorException;

/** The objects that a request is about: by label and by field. */
record Selection(LabelSelector labels, FieldSelector fields) {

    /** 400 where a selector cannot be understood. */
    static Selection of(Request request, Target.Objects target) throws ApiException {
        String fields = request.query("fieldSelector").orElse("");
        String name = target.name().isEmpty() ? "" : "metadata.name=" + target.name() + ",";
        try {
            return new Selection(LabelSelector.parse(request.query("labelSelector").orElse("")),
                    FieldSelector.parse(target.type(), name + fields));
        } catch (SelectorException wrong) {
            throw Refusal.badRequest(wrong.problem());
        }
    }

    boolean isEverything() {
        return labels.isEmpty() && fields.isEmpty();
    }

    boolean matches(JsonNode object) {
        return labels.matches(Metadata.labels(object)) && fields.matches(object);
    }
}
