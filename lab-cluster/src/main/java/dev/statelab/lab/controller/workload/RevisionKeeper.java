package dev.statelab.lab.controller.workload;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.statelab.lab.api.Api;
import dev.statelab.lab.api.ApiException;
import dev.statelab.lab.api.DeleteOptions;
import dev.statelab.lab.api.ResourceTypes;
import dev.statelab.lab.api.object.Metadata;
import dev.statelab.lab.controller.ObjectMeta;
import java.util.Optional;
import java.util.Set;

/** Keeps the {@code ControllerRevision} objects of workloads. */
public final class RevisionKeeper {

    private static final int CONFLICT = 409;
    private static final int USUAL_LIMIT = 10;

    private final Api api;
    private final RevisionStyle style;

    public RevisionKeeper(Api api, RevisionStyle style) {
        this.api = api;
        this.style = style;
    }

    /**
     * The revision of the present template.
     *
     * @param collisionCount how often a revision's name was taken by a different one
     */
    public record Newest(Revision revision, int collisionCount) {}

    /** Makes the present template of a workload its newest revision. */
    public Newest newest(ObjectNode owner, int collisionCount) throws ApiException {
        var history = history(owner);
        int collisions = collisionCount;
        while (true) {
            try {
                return new Newest(carryOut(owner, history.step(owner, style, collisions)), collisions);
            } catch (ApiException refused) {
                if (refused.code() != CONFLICT) {
                    throw refused;
                }
                collisions++;
            }
        }
    }

    private Revision carryOut(ObjectNode owner, RevisionHistory.Step step) throws ApiException {
        var namespace = Metadata.namespace(owner);
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

    public Optional<Revision> named(ObjectNode owner, String name) {
        return history(owner).named(name);
    }

    /**
     * Deletes the oldest revisions beyond the limit of the workload.
     *
     * @param inUse names of revisions that stay
     */
    public void truncate(ObjectNode owner, Set<String> inUse) throws ApiException {
        int limit = owner.path("spec").path("revisionHistoryLimit").asInt(USUAL_LIMIT);
        for (var old : history(owner).superfluous(inUse, limit)) {
            api.delete(ResourceTypes.CONTROLLER_REVISION, Metadata.namespace(owner), old.name(),
                    DeleteOptions.DEFAULT);
        }
    }

    private RevisionHistory history(ObjectNode owner) {
        return new RevisionHistory(api.list(ResourceTypes.CONTROLLER_REVISION, Metadata.namespace(owner)).items()
                .stream().filter(revision -> new ObjectMeta(revision).isControlledBy(Metadata.uid(owner)))
                .map(Revision::new).toList());
    }
}
