package dev.statelab.lab.api.validation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Collects what is wrong, in the order in which Kubernetes finds it. */
final class Errors {

    private final List<FieldError> found = new ArrayList<>();

    List<FieldError> found() {
        return List.copyOf(found);
    }

    void add(FieldError error) {
        found.add(error);
    }

    void addAll(Collection<FieldError> errors) {
        found.addAll(errors);
    }

    /** One error for each problem of a value. */
    void invalid(String field, String value, List<String> problems) {
        problems.forEach(problem -> found.add(FieldError.invalid(field, value, problem)));
    }

    void invalid(String field, JsonNode value, List<String> problems) {
        problems.forEach(problem -> found.add(FieldError.invalid(field, value, problem)));
    }

    /** A name is needed, and has to be a DNS label. */
    void requireLabel(String field, String value) {
        if (value.isEmpty()) {
            add(FieldError.required(field, ""));
        } else {
            invalid(field, value, Syntax.dnsLabel(value));
        }
    }

    void require(String field, JsonNode value) {
        if (value.asText().isEmpty()) {
            add(FieldError.required(field, ""));
        }
    }

    /** A value that is given has to be one of these. */
    void oneOf(String field, JsonNode value, Collection<String> supported) {
        if (!value.isMissingNode() && !supported.contains(value.asText())) {
            add(FieldError.notSupported(field, value.asText(), supported));
        }
    }

    void notNegative(String field, JsonNode value) {
        if (value.asLong() < 0) {
            add(FieldError.invalid(field, value, "must be greater than or equal to 0"));
        }
    }

    /** A port's number or name. */
    void port(String field, JsonNode value) {
        if (value.isNumber() || value.isMissingNode()) {
            invalid(field, IntNode.valueOf(value.asInt()), Syntax.portNumber(value.asInt()));
        } else {
            invalid(field, value.asText(), Syntax.portName(value.asText()));
        }
    }

    /** A field that is given once and for all. */
    void unchanged(String field, JsonNode before, JsonNode after) {
        if (!before.equals(after)) {
            add(FieldError.invalid(field, after, "field is immutable"));
        }
    }
}
