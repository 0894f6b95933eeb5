package dev.statelab.batch.result;

import com.fasterxml.jackson.databind.JsonNode;
import dev.statelab.batch.result.StoredCriterion.Finding;
import java.util.List;

/**
 * Why criteria failed, as it is on disk. All texts are hostile.
 *
 * @param json an element of {@code rootCauses} of {@code statelab.dev/evaluation/v1}
 */
public record StoredRootCause(JsonNode json) {

    public String title() {
        return json.path("title").asText();
    }

    public Finding finding() {
        return new Finding(json.path("expected").asText(), json.path("found").asText(), json.path("try").asText());
    }

    /** The ids of the criteria that failed for it. */
    public List<String> criteria() {
        return json.path("criteria").valueStream().map(JsonNode::asText).toList();
    }
}
