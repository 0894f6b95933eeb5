package dev.statelab.lab.api.http;

import com.fasterxml.jackson.databind.node.LongNode;
import dev.statelab.lab.api.ApiException;
import dev.statelab.lab.api.Refusal;
import dev.statelab.lab.api.validation.FieldError;
import dev.statelab.lab.container.LogQuery;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The query of a request for a log, which upstream calls {@code PodLogOptions}.
 *
 * @param limit in bytes
 */
record LogOptions(LogQuery query, long limit) {

    /** @throws ApiException 422 for numbers that make no sense, 400 for what is no number, or no time */
    static LogOptions of(Request request, String pod, Instant now) throws ApiException {
        OptionalLong tailLines = request.number("tailLines");
        OptionalLong limit = request.number("limitBytes");
        OptionalLong sinceSeconds = request.number("sinceSeconds");
        Optional<Instant> sinceTime = time(request.query("sinceTime"));
        List<FieldError> errors = new ArrayList<>();
        require(errors, "tailLines", tailLines, 0, "must be greater than or equal to 0");
        require(errors, "limitBytes", limit, 1, "must be greater than 0");
        if (sinceTime.isPresent() && sinceSeconds.isPresent()) {
            errors.add(FieldError.forbidden("", "at most one of `sinceTime` or `sinceSeconds` may be specified"));
        } else {
            require(errors, "sinceSeconds", sinceSeconds, 1, "must be greater than 0");
        }
        if (!errors.isEmpty()) {
            throw Refusal.invalid("PodLogOptions", "", pod, errors);
        }
        Instant since = sinceTime.orElseGet(() -> sinceSeconds.isPresent()
                ? now.minusSeconds(sinceSeconds.getAsLong())
                : Instant.MIN);
        return new LogOptions(new LogQuery(request.flag("follow"), tailLines.orElse(Long.MAX_VALUE), since,
                request.flag("timestamps")), limit.orElse(Long.MAX_VALUE));
    }

    private static void require(List<FieldError> errors, String field, OptionalLong value, long least, String rule) {
        if (value.isPresent() && value.getAsLong() < least) {
            errors.add(FieldError.invalid(field, LongNode.valueOf(value.getAsLong()), rule));
        }
    }

    private static Optional<Instant> time(Optional<String> text) throws ApiException {
        try {
            return text.map(value -> OffsetDateTime.parse(value).toInstant());
        } catch (DateTimeParseException _) {
            throw Refusal.badRequest("expected a time such as 2026-11-20T19:03:16Z for the query parameter sinceTime,"
                    + " found \"" + text.orElse("") + "\"");
        }
    }
}
