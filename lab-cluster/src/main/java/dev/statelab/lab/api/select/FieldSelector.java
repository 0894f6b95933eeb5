package dev.statelab.lab.api.select;

import com.fasterxml.jackson.databind.JsonNode;
import dev.statelab.lab.api.ResourceType;
import dev.statelab.lab.api.ResourceTypes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Picks objects by a few of their fields:
 * <a href="https://kubernetes.io/docs/concepts/overview/working-with-objects/field-selectors/">Field Selectors</a>.
 */
public record FieldSelector(List<Term> terms) {

    /** Picks everything. */
    public static final FieldSelector EVERYTHING = new FieldSelector(List.of());

    private static final Set<String> OF_ALL = Set.of("metadata.name", "metadata.namespace");

    private static final Map<ResourceType, Set<String>> MORE = Map.of(
            ResourceTypes.POD, Set.of("spec.nodeName", "spec.restartPolicy", "spec.schedulerName",
                    "spec.serviceAccountName", "spec.hostNetwork", "status.phase", "status.podIP",
                    "status.nominatedNodeName"),
            ResourceTypes.EVENT, Set.of("involvedObject.kind", "involvedObject.namespace", "involvedObject.name",
                    "involvedObject.uid", "involvedObject.apiVersion", "involvedObject.resourceVersion",
                    "involvedObject.fieldPath", "reason", "reportingComponent", "source", "type"),
            ResourceTypes.SECRET, Set.of("type"),
            ResourceTypes.NAMESPACE, Set.of("status.phase"),
            ResourceTypes.NODE, Set.of("spec.unschedulable"),
            ResourceTypes.SERVICE, Set.of("spec.clusterIP", "spec.type"));

    public FieldSelector {
        terms = List.copyOf(terms);
    }

    /**
     * One condition.
     *
     * @param equal whether the field must have the value, or must not
     */
    public record Term(String field, String value, boolean equal) {}

    /**
     * The selector of a request: {@code metadata.name=kv-0,status.phase!=Running}.
     *
     * @throws SelectorException when it cannot be understood, or names a field by which the type cannot be selected
     */
    public static FieldSelector parse(ResourceType type, String text) throws SelectorException {
        List<Term> terms = new ArrayList<>();
        for (String part : text.split(",", -1)) {
            if (!part.isBlank()) {
                terms.add(term(type, part.strip()));
            }
        }
        return new FieldSelector(terms);
    }

    private static Term term(ResourceType type, String text) throws SelectorException {
        int operator = text.indexOf('=');
        if (operator < 1) {
            throw new SelectorException("invalid selector: '" + text + "'; can't understand '" + text + "'");
        }
        boolean equal = text.charAt(operator - 1) != '!';
        String field = text.substring(0, equal ? operator : operator - 1).strip();
        int value = text.startsWith("==", operator) ? operator + 2 : operator + 1;
        if (!OF_ALL.contains(field) && !MORE.getOrDefault(type, Set.of()).contains(field)) {
            throw new SelectorException("field label not supported: " + field);
        }
        return new Term(field, text.substring(value).strip(), equal);
    }

    public boolean isEmpty() {
        return terms.isEmpty();
    }

    public boolean matches(JsonNode object) {
        return terms.stream().allMatch(term -> value(object, term.field()).equals(term.value()) == term.equal());
    }

    private static String value(JsonNode object, String field) {
        String path = field.equals("source") ? "source.component" : field;
        JsonNode value = object.at("/" + path.replace('.', '/'));
        boolean unsetFlag = field.equals("spec.hostNetwork") || field.equals("spec.unschedulable");
        return value.isMissingNode() && unsetFlag ? "false" : value.asText();
    }
}
