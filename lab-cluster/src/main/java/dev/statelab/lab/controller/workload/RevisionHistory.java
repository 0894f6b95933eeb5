package dev.statelab.lab.controller.workload;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The revisions that a workload has had, the oldest first. */
record RevisionHistory(List<Revision> revisions) {

    RevisionHistory {
        revisions = revisions.stream().sorted(Comparator.comparingLong(Revision::number)).toList();
    }

    /** What the history has to become so that the present template is its newest revision. */
    sealed interface Step {

        record Keep(Revision update) implements Step {}

        /** The template is back at what it was before: that revision becomes the newest one. */
        record Renumber(Revision update, long number) implements Step {}

        record Create(Revision update) implements Step {}
    }

    Step step(ObjectNode owner, RevisionStyle style, int collisions) {
        long next = revisions.isEmpty() ? 1 : revisions.getLast().number() + 1;
        var wanted = Revision.of(owner, style, next, collisions);
        var equal = revisions.stream().filter(wanted::hasSameData).toList();
        if (equal.isEmpty()) {
            return new Step.Create(wanted);
        }
        var newestEqual = equal.getLast();
        return newestEqual.equals(revisions.getLast())
                ? new Step.Keep(newestEqual)
                : new Step.Renumber(newestEqual, next);
    }

    Optional<Revision> named(String name) {
        return revisions.stream().filter(revision -> revision.name().equals(name)).findFirst();
    }

    /** The oldest revisions that nothing uses, beyond the limit of those that are kept for a rollback. */
    List<Revision> superfluous(Set<String> inUse, int limit) {
        var unused = new ArrayList<>(revisions);
        unused.removeIf(revision -> inUse.contains(revision.name()));
        return List.copyOf(unused.subList(0, Math.max(0, unused.size() - limit)));
    }
}
