package dev.statelab.core.expression;

import dev.cel.runtime.CelEvaluationException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Reads what is known of a Helm chart, an object of {@link dev.statelab.core.cluster.ResourceKind#CHART}, whose fields
 * {@code docs/task-language.md} tells.
 */
final class ChartParts {

    private static final String RELEASE = "meta.helm.sh/release-name";

    private ChartParts() {}

    /**
     * Whether an object is what a chart was rendered to: of the same kind and name, and installed by the same release, unless
     * the chart was never installed.
     *
     * @throws CelEvaluationException when nobody could find out
     */
    static boolean renders(Object chart, Object object) throws CelEvaluationException {
        if (isOfItsRelease(chart, object)) {
            refuseTrouble(chart);
        }
        return rendered(chart, object).isPresent();
    }

    /**
     * Whether a field of an object, or a field in it, becomes another one when a value of the chart does.
     *
     * @param field such as {@code spec.replicas}
     * @throws CelEvaluationException when nobody could find out
     */
    static boolean followsValues(Object chart, Object object, String field) throws CelEvaluationException {
        refuseTrouble(chart);
        Optional<Object> rendered = rendered(chart, object);
        // Read for its own sake, and last: so it is known which field of which object was judged.
        Optional<Object> _ = Tree.field(object, field.split("\\.", -1));
        return rendered.isPresent() && followsValues(rendered.get(), field);
    }

    private static boolean followsValues(Object rendered, String field) throws CelEvaluationException {
        Optional<String> trouble = Tree.field(rendered, "trouble").map(Object::toString);
        if (trouble.isPresent()) {
            throw Functions.faulty("whether " + field + " follows the chart's values cannot be told: " + trouble.get());
        }
        Object follows = Tree.field(rendered, "followsValues").orElse(Map.of());
        if (follows instanceof Map<?, ?> fields
                && fields.keySet().stream().anyMatch(each -> isIn(each.toString(), field))) {
            return true;
        }
        if (Tree.list(Tree.field(rendered, "undecided")).anyMatch(each -> isIn(each.toString(), field))) {
            throw Functions
                    .faulty("whether " + field + " follows the chart's values cannot be told: it is equal to a value"
                            + " with which the chart cannot be rendered unless it stays as it is");
        }
        return false;
    }

    private static boolean isIn(String field, String asked) {
        return field.equals(asked) || field.startsWith(asked + ".") || field.startsWith(asked + "[");
    }

    /** A chart that could not be rendered says nothing about the objects of its release. */
    private static void refuseTrouble(Object chart) throws CelEvaluationException {
        Optional<String> trouble = Tree.field(chart, "trouble").map(Object::toString);
        if (trouble.isPresent()) {
            throw Functions.faulty(trouble.get());
        }
    }

    private static boolean isOfItsRelease(Object chart, Object object) {
        Optional<Object> release = Tree.field(object, "metadata", "annotations", RELEASE);
        return release.isPresent()
                ? release.equals(Tree.field(chart, "metadata", "name"))
                : Tree.is(Tree.field(chart, "source"), "folder");
    }

    private static Optional<Object> rendered(Object chart, Object object) {
        return Stream.of(isOfItsRelease(chart, object)).filter(known -> known)
                .flatMap(_ -> Tree.list(Tree.field(chart, "rendered")))
                .filter(each -> List.of("apiVersion", "kind").stream()
                        .allMatch(key -> Tree.field(each, key).equals(Tree.field(object, key)))
                        && Tree.field(each, "name").equals(Tree.field(object, "metadata", "name")))
                .findFirst();
    }
}
