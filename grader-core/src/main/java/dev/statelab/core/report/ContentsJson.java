package dev.statelab.core.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.statelab.core.result.ClaimContents;
import java.util.List;

/** What is on claims, as JSON: {@code claim}, {@code uid} and {@code files}, a list of digests, of each. */
public final class ContentsJson {

    private static final String FIELD = "claimContents";

    private ContentsJson() {}

    /** Puts it into an evaluation; nothing where nothing is known. */
    static void put(ObjectNode evaluation, List<ClaimContents> all) {
        all.forEach(contents -> {
            ObjectNode json = JsonNodeFactory.instance.objectNode().put("claim", contents.claim())
                    .put("uid", contents.uid());
            contents.files().forEach(json.putArray("files")::add);
            evaluation.withArray(FIELD).add(json);
        });
    }

    /** @return empty where the evaluation did not look, and where nothing is known */
    public static List<ClaimContents> read(JsonNode evaluation) {
        return evaluation.path(FIELD).valueStream()
                .map(json -> new ClaimContents(json.path("claim").asText(), json.path("uid").asText(),
                        json.path("files").valueStream().map(JsonNode::asText).toList()))
                .toList();
    }
}
