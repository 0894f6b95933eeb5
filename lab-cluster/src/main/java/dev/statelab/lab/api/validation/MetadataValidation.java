package dev.statelab.lab.api.validation;

import com.fasterxml.jackson.databind.JsonNode;
import dev.statelab.lab.api.ResourceType;
import dev.statelab.lab.api.ResourceTypes;
import dev.statelab.lab.api.object.Metadata;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** Names, labels, annotations and owners. */
final class MetadataValidation {

    private static final int MOST_ANNOTATION_BYTES = 256 * 1024;

    private static final Set<ResourceType> NAMED_BY_LABEL = Set.of(ResourceTypes.STATEFUL_SET, ResourceTypes.NAMESPACE);

    private MetadataValidation() {}

    static void check(ResourceType type, JsonNode object, Errors errors) {
        JsonNode metadata = object.path("metadata");
        String name = Metadata.name(object);
        if (name.isEmpty()) {
            errors.add(FieldError.required("metadata.name", "name or generateName is required"));
        } else {
            errors.invalid("metadata.name", name, nameSyntax(type).apply(name));
        }
        checkShared(metadata, errors);
    }

    /** What may change in an object that exists. */
    static void checkUpdate(JsonNode next, Errors errors) {
        checkShared(next.path("metadata"), errors);
    }

    private static void checkShared(JsonNode metadata, Errors errors) {
        checkLabels("metadata.labels", metadata.path("labels"), errors);
        checkAnnotations("metadata.annotations", metadata.path("annotations"), errors);
        checkOwners(metadata.path("ownerReferences"), errors);
        for (String finalizer : Metadata.strings(metadata.path("finalizers"))) {
            errors.invalid("metadata.finalizers", finalizer, Syntax.qualifiedName(finalizer));
        }
    }

    private static Function<String, List<String>> nameSyntax(ResourceType type) {
        if (type.group().equals(ResourceTypes.ROLE.group())) {
            return Syntax::pathSegment;
        }
        if (NAMED_BY_LABEL.contains(type)) {
            return Syntax::dnsLabel;
        }
        return type.equals(ResourceTypes.SERVICE) ? Syntax::dns1035Label : Syntax::dnsSubdomain;
    }

    static void checkLabels(String field, JsonNode labels, Errors errors) {
        for (Map.Entry<String, String> label : Metadata.map(labels).entrySet()) {
            errors.invalid(field, label.getKey(), Syntax.qualifiedName(label.getKey()));
            errors.invalid(field, label.getValue(), Syntax.labelValue(label.getValue()));
        }
    }

    static void checkAnnotations(String field, JsonNode annotations, Errors errors) {
        int bytes = 0;
        for (Map.Entry<String, String> annotation : Metadata.map(annotations).entrySet()) {
            String key = annotation.getKey();
            errors.invalid(field, key, Syntax.qualifiedName(key.toLowerCase(Locale.ROOT)));
            bytes += key.length() + annotation.getValue().length();
        }
        if (bytes > MOST_ANNOTATION_BYTES) {
            errors.add(FieldError.tooLong(field, MOST_ANNOTATION_BYTES));
        }
    }

    private static void checkOwners(JsonNode owners, Errors errors) {
        for (int i = 0; i < owners.size(); i++) {
            for (String field : List.of("apiVersion", "kind", "name", "uid")) {
                if (owners.get(i).path(field).asText().isEmpty()) {
                    errors.add(FieldError.invalid("metadata.ownerReferences[" + i + "]." + field, "",
                            field + " must not be empty"));
                }
            }
        }
    }

    static void checkSelector(String field, JsonNode selector, Errors errors) {
        checkLabels(field + ".matchLabels", selector.path("matchLabels"), errors);
        JsonNode expressions = selector.path("matchExpressions");
        for (int i = 0; i < expressions.size(); i++) {
            JsonNode expression = expressions.get(i);
            String at = field + ".matchExpressions[" + i + "]";
            boolean hasValues = !expression.path("values").isEmpty();
            String operator = expression.path("operator").asText();
            if (Set.of("In", "NotIn").contains(operator)) {
                if (!hasValues) {
                    errors.add(FieldError.required(at + ".values",
                            "must be specified when `operator` is 'In' or 'NotIn'"));
                }
            } else if (!Set.of("Exists", "DoesNotExist").contains(operator)) {
                errors.add(FieldError.invalid(at + ".operator", operator, "not a valid selector operator"));
            } else if (hasValues) {
                errors.add(FieldError.forbidden(at + ".values",
                        "may not be specified when `operator` is 'Exists' or 'DoesNotExist'"));
            }
            String key = expression.path("key").asText();
            errors.invalid(at + ".key", key, Syntax.qualifiedName(key));
        }
    }
}
