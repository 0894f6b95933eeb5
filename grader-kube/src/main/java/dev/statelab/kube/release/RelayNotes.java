package dev.statelab.kube.release;

import com.fasterxml.jackson.databind.JsonNode;
import dev.statelab.core.cluster.Cause;
import dev.statelab.core.cluster.Cause.Reason;
import dev.statelab.kube.http.ApiStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What was seen of a conversation with an API server. Safe for use by many threads. */
final class RelayNotes {

    /** An object that the API server did not take. */
    record RefusedObject(String kind, String name, ApiStatus status) {}

    private Optional<Cause> trouble = Optional.empty();
    private Optional<RefusedObject> refused = Optional.empty();
    private Optional<String> forbidden = Optional.empty();
    private final List<String> hooks = new ArrayList<>();

    /** Why the API server did not do what it was asked, where that was not the object's fault: the last time. */
    synchronized Optional<Cause> trouble() {
        return trouble;
    }

    /** The last one. */
    synchronized Optional<RefusedObject> refused() {
        return refused;
    }

    /** What the chart must not do, and tried to. */
    synchronized Optional<String> forbidden() {
        return forbidden;
    }

    /** The names of the hooks that were made. */
    synchronized List<String> hooks() {
        return List.copyOf(hooks);
    }

    synchronized void lost(Cause cause) {
        trouble = Optional.of(cause);
    }

    synchronized void forbid(String what) {
        forbidden = Optional.of(what);
    }

    synchronized void written(JsonNode object) {
        if (object.path("metadata").path("annotations").has("helm.sh/hook")) {
            hooks.add(object.path("metadata").path("name").asText());
        }
    }

    synchronized void answered(String request, int code, Optional<JsonNode> object, ApiStatus status) {
        Optional<Reason> reason = switch (code) {
            case 401 -> Optional.of(Reason.UNAUTHORIZED);
            case 403 -> Optional.of(Reason.FORBIDDEN);
            case 429 -> Optional.of(Reason.THROTTLED);
            default -> code >= 500 ? Optional.of(Reason.SERVER_ERROR) : Optional.empty();
        };
        if (reason.isPresent()) {
            trouble = reason.map(why -> new Cause(why, "the API server answered " + code + " to " + request));
        } else if (code >= 400) {
            refused = object.map(each -> new RefusedObject(each.path("kind").asText(),
                    each.path("metadata").path("name").asText(), status)).or(() -> refused);
        }
    }
}
