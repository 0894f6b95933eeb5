package dev.statelab.cli.check;

import java.util.ArrayList;
import java.util.List;

/** Leads from a field of a StatefulSet's pod or claim to the field of the StatefulSet that it is made from. */
final class MemberPaths {

    private static final List<String> TEMPLATE = List.of("spec", "template");
    private static final List<String> CLAIM_TEMPLATES = List.of("spec", "volumeClaimTemplates");
    private static final List<String> NAME = List.of("metadata", "name");

    private MemberPaths() {}

    /**
     * A pod's volumes for its claims come first.
     *
     * @param claims how many claim templates there are
     */
    static List<String> ofPod(List<String> path, int claims) {
        if (path.isEmpty() || path.equals(NAME)) {
            return path;
        }
        if (path.size() > 2 && path.subList(0, 2).equals(List.of("spec", "volumes"))) {
            int index = Integer.parseInt(path.get(2));
            List<String> rest = path.subList(3, path.size());
            return index < claims
                    ? joined(CLAIM_TEMPLATES, List.of(Integer.toString(index)))
                    : joined(TEMPLATE,
                            joined(List.of("spec", "volumes", Integer.toString(index - claims)), rest));
        }
        return joined(TEMPLATE, path);
    }

    /** @param template the index of the claim's template */
    static List<String> ofClaim(List<String> path, int template) {
        return joined(CLAIM_TEMPLATES, joined(List.of(Integer.toString(template)), path));
    }

    private static List<String> joined(List<String> first, List<String> then) {
        List<String> joined = new ArrayList<>(first);
        joined.addAll(then);
        return joined;
    }
}
