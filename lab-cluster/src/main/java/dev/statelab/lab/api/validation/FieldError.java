package dev.statelab.lab.api.validation;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collection;
import java.util.stream.Collectors;

/**
 * What is wrong with one field.
 *
 * @param reason as in {@code details.causes}: {@code FieldValueInvalid}
 * @param field its path: {@code spec.ports[0].port}
 * @param message without the path: {@code Invalid value: 0: must be between 1 and 65535, inclusive}
 */
public record FieldError(String reason, String field, String message) {

    public static FieldError required(String field, String detail) {
        return new FieldError("FieldValueRequired", field, withDetail("Required value", detail));
    }

    public static FieldError invalid(String field, JsonNode value, String detail) {
        return new FieldError("FieldValueInvalid", field, withDetail("Invalid value: " + GoValue.of(value), detail));
    }

    public static FieldError invalid(String field, String value, String detail) {
        return new FieldError("FieldValueInvalid", field,
                withDetail("Invalid value: " + GoValue.quoted(value), detail));
    }

    public static FieldError notSupported(String field, String value, Collection<String> supported) {
        String values = supported.stream().sorted().map(GoValue::quoted).collect(Collectors.joining(", "));
        return new FieldError("FieldValueNotSupported", field,
                "Unsupported value: " + GoValue.quoted(value) + ": supported values: " + values);
    }

    public static FieldError duplicate(String field, JsonNode value) {
        return new FieldError("FieldValueDuplicate", field, "Duplicate value: " + GoValue.of(value));
    }

    public static FieldError notFound(String field, String value) {
        return new FieldError("FieldValueNotFound", field, "Not found: " + GoValue.quoted(value));
    }

    public static FieldError forbidden(String field, String detail) {
        return new FieldError("FieldValueForbidden", field, withDetail("Forbidden", detail));
    }

    public static FieldError tooLong(String field, int most) {
        return new FieldError("FieldValueTooLong", field, "Too long: may not be more than " + most + " bytes");
    }

    private static String withDetail(String message, String detail) {
        return detail.isEmpty() ? message : message + ": " + detail;
    }
}
