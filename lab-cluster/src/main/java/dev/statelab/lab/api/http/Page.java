package dev.statelab.lab.api.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.statelab.lab.api.ApiException;
import dev.statelab.lab.api.ObjectList;
import dev.statelab.lab.api.Refusal;
import dev.statelab.lab.api.object.Metadata;
import java.io.IOException;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A piece of a list. Pages after the first show what is there now, and carry the first page's resource version, so that
 * a watch from it tells everything that changed meanwhile.
 *
 * @param resourceVersion where a watch that misses nothing begins
 * @param next the {@code continue} token of the next page; empty for the last
 * @param remaining how many objects follow, where that is known
 */
record Page(List<ObjectNode> items, String resourceVersion, Optional<String> next, OptionalLong remaining) {

    private static final ObjectMapper JSON = new ObjectMapper();

    Page {
        items = List.copyOf(items);
    }

    /** 400 where the {@code continue} token is not one of ours. */
    static Page of(ObjectList list, Selection selection, long limit, Optional<String> token) throws ApiException {
        String start = "";
        String resourceVersion = list.resourceVersion();
        if (token.isPresent()) {
            JsonNode position = decode(token.get());
            start = position.path("start").asText();
            resourceVersion = position.path("rv").asText();
        }
        String from = start;
        List<ObjectNode> selected = list.items()
                .stream()
                .filter(object -> key(object).compareTo(from) >= 0 && selection.matches(object))
                .toList();
        if (limit <= 0 || selected.size() <= limit) {
            return new Page(selected, resourceVersion, Optional.empty(), OptionalLong.empty());
        }
        List<ObjectNode> items = selected.subList(0, Math.toIntExact(limit));
        return new Page(items, resourceVersion, Optional.of(encode(items.getLast(), resourceVersion)),
                selection.isEverything() ? OptionalLong.of(selected.size() - limit) : OptionalLong.empty());
    }

    private static String key(ObjectNode object) {
        return Metadata.namespace(object) + "/" + Metadata.name(object);
    }

    private static String encode(ObjectNode last, String resourceVersion) {
        ObjectNode position = JsonNodeFactory.instance.objectNode()
                .put("v", "meta.k8s.io/v1")
                .put("rv", Long.parseLong(resourceVersion))
                .put("start", key(last) + "\0");
        return Base64.getUrlEncoder().withoutPadding().encodeToString(Reply.utf8(position.toString()));
    }

    private static JsonNode decode(String token) throws ApiException {
        try {
            return JSON.readTree(Base64.getUrlDecoder().decode(token));
        } catch (IOException | IllegalArgumentException _) {
            throw Refusal.badRequest("continue key is not valid: expected the value that the page before gave, found \""
                    + token + "\"");
        }
    }
}
