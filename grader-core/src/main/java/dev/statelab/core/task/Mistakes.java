package dev.statelab.core.task;

import dev.statelab.core.Limits;
import dev.statelab.core.expression.Compilation.Complaint;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.Node;

/** Collects what is wrong with one file, and what is suspicious, so that it can be told all at once. */
public final class Mistakes {
    private final String file;
    private final Set<Mistake> found = new LinkedHashSet<>();
    private final Set<Mistake> warnings = new LinkedHashSet<>();

    /** @param file how mistakes name it */
    public Mistakes(String file) {
        this.file = file;
    }

    public void add(Node at, String expected, String whatIsThere) {
        add(at.getStartMark(), expected, whatIsThere);
    }

    void add(Node at, List<Complaint> complaints) {
        complaints.forEach(complaint -> add(at, complaint.expected(), complaint.found()));
    }

    void add(Optional<Mark> at, String expected, String whatIsThere) {
        found.add(mistake(at, expected, whatIsThere));
    }

    /** Notes what can be graded with, but is hardly meant. */
    void warn(Node at, String expected, String whatIsThere) {
        warnings.add(mistake(at.getStartMark(), expected, whatIsThere));
    }

    public List<Mistake> inOrder() {
        return inOrder(found);
    }

    List<Mistake> warningsInOrder() {
        return inOrder(warnings);
    }

    private Mistake mistake(Optional<Mark> at, String expected, String whatIsThere) {
        return new Mistake(file, at.map(mark -> mark.getLine() + 1).orElse(1),
                at.map(mark -> mark.getColumn() + 1).orElse(1), expected, Limits.cut(whatIsThere, Limits.TEXT));
    }

    private static List<Mistake> inOrder(Set<Mistake> some) {
        return some.stream().sorted(Comparator.comparingInt(Mistake::line).thenComparingInt(Mistake::column)).toList();
    }
}
