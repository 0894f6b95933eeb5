package dev.statelab.lab.controller.statefulset;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.statelab.lab.controller.workload.Revision;
import dev.statelab.lab.controller.workload.RevisionStyle;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What a new StatefulSet wants for one ordinal: what its controller sends to the API server.
 *
 * @param pod as its controller makes it, before the API server completes it
 * @param claims those that it makes for the pod
 */
public record SetMember(ObjectNode pod, List<ObjectNode> claims) {

    public SetMember {
        claims = List.copyOf(claims);
    }

    /**
     * The first members of a set that the API server has completed, in the order of their ordinals.
     *
     * @param atMost how many
     */
    public static List<SetMember> of(ObjectNode object, int atMost) {
        var set = new StatefulSet(object);
        var revision = Revision.of(object, RevisionStyle.STATEFUL_SET, 1, 0);
        return IntStream.range(set.start(), set.end()).limit(atMost).mapToObj(ordinal -> new SetMember(
                PodFactory.pod(set, revision, ordinal).deepCopy(),
                set.claimTemplates().stream().map(template -> template.claim(set, ordinal)).toList())).toList();
    }
}
