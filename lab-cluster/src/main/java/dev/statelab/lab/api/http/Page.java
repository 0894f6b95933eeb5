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
import java.util.function.LongPredicate;

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

    /** What a token says that goes on with whatever is there. */
    private static final long ANY_VERSION = -1;

    Page {
        items = List.copyOf(items);
    }

    /**
     * 400 where the {@code continue} token is not one of ours, 410 where it is of a list that has been forgotten.
     *
     * @param forgotten whether a list of this resource version cannot be continued any more
     */
    static Page of(ObjectList list, Selection selection, long limit, Optional<String> token, LongPredicate forgotten)
            throws ApiException {
        String start = "";
        String resourceVersion = list.resourceVersion();
        if (token.isPresent()) {
            JsonNode position = decode(token.get());
            start = position.path("start").asText();
            long of = position.path("rv").asLong();
            if (of != ANY_VERSION) {
                if (forgotten.test(of)) {
                    throw expired(start);
                }
                resourceVersion = Long.toString(of);
            }
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
        return encode(key(last) + "\0", Long.parseLong(resourceVersion));
    }

    private static String encode(String start, long resourceVersion) {
        ObjectNode position = JsonNodeFactory.instance.objectNode()
                .put("v", "meta.k8s.io/v1")
                .put("rv", resourceVersion)
                .put("start", start);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(Reply.utf8(position.toString()));
    }

    /** With a token for the rest as it is now, in the words of {@code apiserver/pkg/storage/errors}. */
    private static ApiException expired(String start) {
        ApiException refusal = Refusal.expired("The provided continue parameter is too old to display a consistent list"
                + " result. You can start a new list without the continue parameter, or use the continue token in this"
                + " response to retrieve the remainder of the results. Continuing with the provided token results in an"
                + " inconsistent list - objects that were created, modified, or deleted between the time the first chunk"
                + " was returned and now may show up in the list.");
        refusal.status().withObjectProperty("metadata").put("continue", encode(start, ANY_VERSION));
        return refusal;
    }

    private static JsonNode decode(String token) throws ApiException {
        try {
            JsonNode position = JSON.readTree(Base64.getUrlDecoder().decode(token));
            if (position != null && position.path("start").isTextual() && position.path("rv").isIntegralNumber()) {
                return position;
            }
        } catch (IOException | IllegalArgumentException _) {
            // Not one of ours either.
        }
        throw Refusal.badRequest("invalid continue token: continue key is not valid: expected the value that the page"
                + " before gave, found \"" + token + "\"");
    }
}
