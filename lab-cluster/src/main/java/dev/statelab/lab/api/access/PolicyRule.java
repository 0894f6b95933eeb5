package dev.statelab.lab.api.access;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.statelab.lab.api.object.Metadata;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What one rule of a role allows.
 *
 * @see <a href="https://kubernetes.io/docs/reference/access-authn-authz/rbac/">Using RBAC Authorization</a>
 */
record PolicyRule(
        List<String> verbs,
        List<String> apiGroups,
        List<String> resources,
        List<String> resourceNames,
        List<String> nonResourceUrls) {

    private static final String ALL = "*";

    static final List<PolicyRule> ALL_THERE_IS = List.of(
            new PolicyRule(List.of(ALL), List.of(ALL), List.of(ALL), List.of(), List.of()),
            new PolicyRule(List.of(ALL), List.of(), List.of(), List.of(), List.of(ALL)));

    PolicyRule {
        verbs = List.copyOf(verbs);
        apiGroups = List.copyOf(apiGroups);
        resources = List.copyOf(resources);
        resourceNames = List.copyOf(resourceNames);
        nonResourceUrls = List.copyOf(nonResourceUrls);
    }

    static PolicyRule of(JsonNode rule) {
        return new PolicyRule(Metadata.strings(rule.path("verbs")), Metadata.strings(rule.path("apiGroups")),
                Metadata.strings(rule.path("resources")), Metadata.strings(rule.path("resourceNames")),
                Metadata.strings(rule.path("nonResourceURLs")));
    }

    static List<PolicyRule> of(ObjectNode role) {
        return role.path("rules").valueStream().map(PolicyRule::of).toList();
    }

    boolean allows(Attributes wanted) {
        return has(verbs, wanted.verb()) && switch (wanted) {
            case Attributes.OfPath(String _, String path) -> allowsPath(path);
            case Attributes.OfResource resource -> has(apiGroups, resource.group())
                    && allowsResource(resource.path(), resource.subresource())
                    && (resourceNames.isEmpty() || resourceNames.contains(resource.name()));
        };
    }

    private static boolean has(List<String> allowed, String wanted) {
        return allowed.contains(ALL) || allowed.contains(wanted);
    }

    private boolean allowsResource(String path, String subresource) {
        return has(resources, path) || (!subresource.isEmpty() && resources.contains("*/" + subresource));
    }

    private boolean allowsPath(String path) {
        return nonResourceUrls.stream()
                .anyMatch(allowed -> allowed.equals(ALL) || allowed.equals(path)
                        || (allowed.endsWith(ALL) && path.startsWith(allowed.substring(0, allowed.length() - 1))));
    }

    /** The same as rules of one verb and one resource (or one path) each. */
    Stream<PolicyRule> single() {
        Stream<PolicyRule> ofResources = verbs.stream()
                .flatMap(verb -> apiGroups.stream().flatMap(group -> resources.stream().flatMap(resource -> names()
                        .map(named -> new PolicyRule(List.of(verb), List.of(group), List.of(resource), named,
                                List.of())))));
        Stream<PolicyRule> ofPaths = verbs.stream().flatMap(verb -> nonResourceUrls.stream()
                .map(path -> new PolicyRule(List.of(verb), List.of(), List.of(), List.of(), List.of(path))));
        return Stream.concat(ofResources, ofPaths);
    }

    private Stream<List<String>> names() {
        return resourceNames.isEmpty() ? Stream.of(List.of()) : resourceNames.stream().map(List::of);
    }

    /** Whether this allows all that a rule of one verb and one resource allows. */
    boolean covers(PolicyRule single) {
        boolean verb = has(verbs, single.verbs().getFirst());
        if (!single.nonResourceUrls().isEmpty()) {
            return verb && allowsPath(single.nonResourceUrls().getFirst());
        }
        String resource = single.resources().getFirst();
        String subresource = resource.contains("/") ? resource.substring(resource.indexOf('/') + 1) : "";
        return verb && has(apiGroups, single.apiGroups().getFirst())
                && allowsResource(resource, subresource)
                && (resourceNames.isEmpty() || (!single.resourceNames().isEmpty()
                        && resourceNames.containsAll(single.resourceNames())));
    }

    /** Rules of one verb each, with the verbs for the same objects put together. */
    static List<PolicyRule> compact(List<PolicyRule> single) {
        Map<PolicyRule, List<String>> verbs = new LinkedHashMap<>();
        single.forEach(rule -> verbs.computeIfAbsent(rule.withVerbs(List.of()), _ -> new ArrayList<>())
                .add(rule.verbs().getFirst()));
        return verbs.entrySet().stream().map(entry -> entry.getKey().withVerbs(entry.getValue())).toList();
    }

    private PolicyRule withVerbs(List<String> others) {
        return new PolicyRule(others, apiGroups, resources, resourceNames, nonResourceUrls);
    }

    /** As Kubernetes writes it in refusals: {@code {APIGroups:[""], Resources:["pods"], Verbs:["list"]}}. */
    @Override
    public String toString() {
        Map<String, List<String>> parts = new LinkedHashMap<>();
        parts.put("APIGroups", apiGroups);
        parts.put("Resources", resources);
        parts.put("NonResourceURLs", nonResourceUrls);
        parts.put("ResourceNames", resourceNames);
        parts.put("Verbs", verbs);
        return parts.entrySet()
                .stream()
                .filter(part -> !part.getValue().isEmpty())
                .map(part -> part.getKey() + ":" + quoted(part.getValue()))
                .collect(Collectors.joining(", ", "{", "}"));
    }

    static String quoted(List<String> texts) {
        return texts.stream().map(text -> TextNode.valueOf(text).toString()).collect(Collectors.joining(" ", "[", "]"));
    }

    /** As in the answer of a {@code SelfSubjectRulesReview}. */
    ObjectNode toJson() {
        ObjectNode rule = JsonNodeFactory.instance.objectNode();
        put(rule, "verbs", verbs);
        put(rule, "apiGroups", apiGroups);
        put(rule, "resources", resources);
        put(rule, "resourceNames", resourceNames);
        put(rule, "nonResourceURLs", nonResourceUrls);
        return rule;
    }

    private static void put(ObjectNode rule, String field, List<String> values) {
        if (!values.isEmpty()) {
            values.forEach(rule.putArray(field)::add);
        }
    }
}
