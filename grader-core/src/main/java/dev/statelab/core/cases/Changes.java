package dev.statelab.core.cases;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.statelab.core.cases.CaseSolution.Changed;
import dev.statelab.core.cases.CaseSolution.Operation;
import dev.statelab.core.cases.CaseSolution.Patch;
import dev.statelab.core.cases.CaseSolution.Target;
import dev.statelab.core.cluster.KubernetesObject;
import dev.statelab.core.task.Mistake;
import io.fabric8.zjsonpatch.CompatibilityFlags;
import io.fabric8.zjsonpatch.JsonPatch;
import io.fabric8.zjsonpatch.JsonPatchException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Makes the changes of a case: a pure function of the reference solution. */
public final class Changes {

    /** What is to be removed must be there. */
    private static final EnumSet<CompatibilityFlags> AS_IN_THE_RFC = EnumSet
            .of(CompatibilityFlags.FORBID_REMOVE_MISSING_OBJECT);

    private final List<KubernetesObject> objects;
    private final List<Mistake> mistakes = new ArrayList<>();

    private Changes(List<KubernetesObject> reference) {
        this.objects = new ArrayList<>(reference);
    }

    /** What came of it. */
    public sealed interface Made {

        /** The objects to deploy. */
        record Complete(List<KubernetesObject> objects) implements Made {
            public Complete {
                objects = List.copyOf(objects);
            }
        }

        /** Some change does not fit the reference solution. */
        record Faulty(List<Mistake> mistakes) implements Made {
            public Faulty {
                mistakes = List.copyOf(mistakes);
            }
        }
    }

    /** Makes the changes, and reports all of those that do not fit. */
    public static Made make(Changed changed, List<KubernetesObject> reference) {
        Changes changes = new Changes(reference);
        changed.without().forEach(target -> changes.find(target).ifPresent(changes.objects::remove));
        changed.patches().forEach(changes::patch);
        changed.objects().forEach(changes::add);
        return changes.mistakes.isEmpty()
                ? new Made.Complete(changes.objects)
                : new Made.Faulty(changes.mistakes);
    }

    private Optional<KubernetesObject> find(Target target) {
        List<KubernetesObject> matching = objects.stream().filter(target::matches).toList();
        if (matching.size() == 1) {
            return Optional.of(matching.getFirst());
        }
        String there = objects.stream().map(object -> object.kind().kind() + " " + object.name())
                .collect(Collectors.joining(", "));
        mistakes.add(target.place().mistake("exactly one object of the reference solution: " + there,
                matching.size() + " for " + target));
        return Optional.empty();
    }

    private void patch(Patch patch) {
        find(patch.target()).ifPresent(object -> {
            JsonNode patched = object.json();
            for (Operation operation : patch.operations()) {
                try {
                    patched = JsonPatch.apply(JsonNodeFactory.instance.arrayNode().add(operation.json()), patched,
                            AS_IN_THE_RFC);
                } catch (JsonPatchException e) {
                    mistakes.add(operation.place().mistake("an operation that fits " + patch.target(),
                            String.valueOf(e.getMessage())));
                    return;
                }
            }
            if (patched instanceof ObjectNode json) {
                objects.set(objects.indexOf(object), new KubernetesObject(json));
            } else {
                mistakes.add(patch.target().place().mistake("a patch that leaves an object", "'" + patched + "'"));
            }
        });
    }

    private void add(KubernetesObject object) {
        objects.removeIf(other -> other.kind().equals(object.kind()) && other.name().equals(object.name()));
        objects.add(object);
    }
}
