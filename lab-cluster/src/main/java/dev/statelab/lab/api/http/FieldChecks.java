package dev.statelab.lab.api.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.statelab.lab.api.ApiException;
import dev.statelab.lab.api.Refusal;
import dev.statelab.lab.api.ResourceType;
import dev.statelab.lab.api.schema.Decoder;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What happens to unknown and duplicate fields: {@code fieldValidation} refuses them, warns of them, or is silent. */
final class FieldChecks {

    private final Mode mode;
    private final Set<String> warnings = new LinkedHashSet<>();

    private enum Mode {
        STRICT, WARN, IGNORE
    }

    private FieldChecks(Mode mode) {
        this.mode = mode;
    }

    static FieldChecks of(Request request) throws ApiException {
        String wanted = request.query("fieldValidation").orElse("Warn");
        return new FieldChecks(switch (wanted) {
            case "Strict" -> Mode.STRICT;
            case "Warn" -> Mode.WARN;
            case "Ignore" -> Mode.IGNORE;
            default -> throw Refusal.badRequest("expected Strict, Warn or Ignore for fieldValidation, found \"" + wanted
                    + "\"");
        });
    }

    /** The decoded object, unless its problems are to be refused. */
    ObjectNode check(ResourceType type, Decoder.Decoded decoded) throws ApiException {
        if (!decoded.problems().isEmpty() && mode == Mode.STRICT) {
            throw Decoder.strictRefusal(type, decoded.problems());
        }
        if (mode == Mode.WARN) {
            warnings.addAll(decoded.problems());
        }
        return decoded.object();
    }

    Reply reply(int status, ObjectNode body) {
        return new Reply.Json(status, body, List.copyOf(warnings));
    }
}
