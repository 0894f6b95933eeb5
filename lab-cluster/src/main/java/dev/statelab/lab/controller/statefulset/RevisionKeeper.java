package dev.statelab.lab.controller.statefulset;

import dev.statelab.lab.api.Api;
import dev.statelab.lab.api.ApiException;
import dev.statelab.lab.api.DeleteOptions;
import dev.statelab.lab.api.ResourceTypes;
import dev.statelab.lab.controller.ObjectMeta;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Keeps the {@code ControllerRevision} objects of sets. */
final class RevisionKeeper {

    private static final int CONFLICT = 409;

    private final Api api;

    RevisionKeeper(Api api) {
        this.api = api;
    }

    /**
     * @param current of the last completed update
     * @param update of the present template
     * @param collisionCount how often a revision's name was taken by a different one
     */
    record Revisions(Revision current, Revision update, int collisionCount) {

        Revision named(String name) {
            return name.equals(update.name()) ? update : current;
        }
    }

    /** Makes the present template the newest revision, and finds the current one. */
    Revisions revisions(StatefulSet set) throws ApiException {
        var history = history(set);
        int collisions = set.status().collisionCount();
        while (true) {
            try {
                var update = update(set, history.step(set, collisions));
                return new Revisions(history.named(set.status().currentRevision()).orElse(update), update, collisions);
            } catch (ApiException refused) {
                if (refused.code() != CONFLICT) {
                    throw refused;
                }
                collisions++;
            }
        }
    }

    private Revision update(StatefulSet set, RevisionHistory.Step step) throws ApiException {
        var namespace = set.meta().namespace();
        return switch (step) {
            case RevisionHistory.Step.Keep(Revision update) -> update;
            case RevisionHistory.Step.Create(Revision update) ->
                new Revision(api.create(ResourceTypes.CONTROLLER_REVISION, namespace, update.object()));
            case RevisionHistory.Step.Renumber(Revision update, long number) -> {
                var renumbered = update.object().deepCopy().put("revision", number);
                yield new Revision(api.update(ResourceTypes.CONTROLLER_REVISION, namespace, renumbered));
            }
        };
    }

    /** Deletes the oldest revisions that no pod has and that the set does not keep. */
    void truncate(StatefulSet set, Revisions revisions, List<SetPod> pods) throws ApiException {
        Set<String> inUse = Stream.concat(Stream.of(revisions.current().name(), revisions.update().name()),
                pods.stream().map(SetPod::revision)).collect(Collectors.toSet());
        for (var old : history(set).superfluous(inUse, set.revisionHistoryLimit())) {
            api.delete(ResourceTypes.CONTROLLER_REVISION, set.meta().namespace(), old.name(), DeleteOptions.DEFAULT);
        }
    }

    private RevisionHistory history(StatefulSet set) {
        return new RevisionHistory(api.list(ResourceTypes.CONTROLLER_REVISION, set.meta().namespace()).items().stream()
                .filter(revision -> new ObjectMeta(revision).isControlledBy(set.meta().uid())).map(Revision::new)
                .toList());
    }
}
