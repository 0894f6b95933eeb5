package dev.statelab.core.diagnosis;

import dev.statelab.core.Limits;
import dev.statelab.core.cluster.KubernetesObject;
import dev.statelab.core.diagnosis.Events.Event;
import dev.statelab.core.result.Evidence;
import dev.statelab.core.result.Finding;
import dev.statelab.core.result.RootCause;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** A root cause that is being written. */
final class Draft {
    private final String id;
    private final String title;
    private final Set<Evidence> evidence = new LinkedHashSet<>();
    private final List<String> consequences = new ArrayList<>();
    private List<String> log = List.of();
    private String expected = "";
    private String found = "";
    private String attempt = "";

    /**
     * @param fault in a few letters; with the object it tells one cause from another
     * @param object what has it
     */
    Draft(String fault, KubernetesObject object, String title) {
        this(fault + " " + object.kind().kind() + "/" + object.name(), title);
    }

    /**
     * @param id what tells the cause from another, where it is not one object that has the fault
     */
    Draft(String id, String title) {
        this.id = id;
        this.title = title;
    }

    Draft expected(String text) {
        expected = text;
        return this;
    }

    Draft found(String text) {
        found = text;
        return this;
    }

    /** What to try. */
    Draft attempt(String text) {
        attempt = text;
        return this;
    }

    Draft log(List<String> lines) {
        log = List.copyOf(lines);
        return this;
    }

    /** A field of an object that a statement rests on. */
    Draft shows(KubernetesObject object, String field, String value) {
        evidence.add(new Evidence.SeenObject(cut(object.kind().kind()), cut(object.namespace()), cut(object.name()),
                cut(object.uid()), cut(object.resourceVersion()), field + ": " + (value.isEmpty() ? "none" : value)));
        return this;
    }

    /** The names of objects that a statement rests on. */
    Draft shows(List<KubernetesObject> objects, String field) {
        objects.stream().limit(Limits.NAMED_OBJECTS).forEach(object -> shows(object, field, object.name()));
        return this;
    }

    /** An event that a statement rests on. */
    Draft happened(KubernetesObject about, Event event) {
        evidence.add(new Evidence.Happened(cut(about.kind().kind() + " " + about.name()), cut(event.reason()),
                event.message()));
        return this;
    }

    /** Something else that a statement rests on. */
    Draft rests(Evidence piece) {
        evidence.add(piece);
        return this;
    }

    /** Something that comes of it. */
    Draft follows(String consequence) {
        if (!consequence.isEmpty()) {
            consequences.add(consequence);
        }
        return this;
    }

    RootCause cause() {
        return new RootCause(id, title, new Finding(expected, found, attempt), log, List.copyOf(evidence),
                consequences);
    }

    private static String cut(String text) {
        return Limits.cut(text, Limits.LOG_LINE);
    }
}
