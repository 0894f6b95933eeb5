package dev.statelab.lab.controller.statefulset;

import dev.statelab.lab.api.ApiException;
import dev.statelab.lab.controller.workload.Revision;
import dev.statelab.lab.controller.workload.RevisionKeeper;

/**
 * The revisions of a set that pods are made from.
 *
 * @param current of the last completed update
 * @param update of the present template
 * @param collisionCount how often a revision's name was taken by a different one
 */
record SetRevisions(Revision current, Revision update, int collisionCount) {

    /** Makes the present template the newest revision, and finds the current one. */
    static SetRevisions of(StatefulSet set, RevisionKeeper keeper) throws ApiException {
        var newest = keeper.newest(set.object(), set.status().collisionCount());
        return new SetRevisions(
                keeper.named(set.object(), set.status().currentRevision()).orElse(newest.revision()),
                newest.revision(), newest.collisionCount());
    }

    Revision named(String name) {
        return name.equals(update.name()) ? update : current;
    }
}
