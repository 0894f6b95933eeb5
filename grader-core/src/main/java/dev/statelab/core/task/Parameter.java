package dev.statelab.core.task;

import static java.util.Objects.requireNonNull;

import dev.statelab.core.cluster.ResourceKind;
import dev.statelab.core.expression.Expression;
import dev.statelab.core.expression.Template;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Something that a task needs and that each student calls otherwise: an object, or a value such as a port. It is found by
 * rules, or a student names it.
 *
 * @param id the name under which expressions find it
 * @param title what the task needs, for people
 * @param optional whether the task does without it: expressions see {@link #OPEN} where it cannot be told, and nothing is
 *        inconclusive or fails for its sake. Only for values
 * @param find the rules, the strictest first. They are tried in order: a rule that no candidate fits is passed over, and the
 *        first that any fits decides. One candidate is found by it; several are ambiguous, whatever later rules say
 */
public record Parameter(String id, String title, Candidates candidates, boolean optional, List<Rule> find) {

    /** What expressions see instead of an optional value that nobody knows. */
    public static final String OPEN = "";

    /** Under this name a rule finds the candidate that it looks at. */
    public static final String CANDIDATE = "candidate";

    public Parameter {
        requireNonNull(id, "id");
        requireNonNull(title, "title");
        requireNonNull(candidates, "candidates");
        find = List.copyOf(find);
    }

    /** The observation that it is for expressions; empty for a value. */
    public Optional<Observation> observation() {
        return switch (candidates) {
            case Objects(ResourceKind kind) -> Optional.of(new Observation(id, kind, new Observation.OfParameter()));
            case Values _ -> Optional.empty();
        };
    }

    /** The names that its candidates and rules use. */
    Set<String> references() {
        Set<String> references = new HashSet<>();
        if (candidates instanceof Values(Expression each, var _)) {
            references.addAll(each.references());
        }
        for (Rule rule : find) {
            references.addAll(rule.where().references());
            references.addAll(rule.because().references());
        }
        return references;
    }

    /** What it may be. */
    public sealed interface Candidates {}

    /** The objects of a kind in the namespace of the work. */
    public record Objects(ResourceKind kind) implements Candidates {
        public Objects {
            requireNonNull(kind, "kind");
        }
    }

    /**
     * Texts and numbers.
     *
     * @param each comes to a list of them
     * @param others what a student may name besides
     */
    public record Values(Expression each, Pattern others) implements Candidates {

        /** Nothing fits it. */
        public static final Pattern NO_OTHERS = Pattern.compile("(?!)");

        public Values {
            requireNonNull(each, "each");
            requireNonNull(others, "others");
        }
    }

    /**
     * One way to find it.
     *
     * @param where what holds of the right candidate
     * @param because why that one, for people: {@code the only StatefulSet with a claim template}
     */
    public record Rule(Expression where, Template because) {
        public Rule {
            requireNonNull(where, "where");
            requireNonNull(because, "because");
        }
    }
}
