package dev.statelab.core.submission;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.statelab.core.cluster.ClusterIdentity;
import dev.statelab.core.report.ClusterJson;
import dev.statelab.core.result.InCommon;
import dev.statelab.core.result.InCommon.Sign;
import java.util.ArrayList;
import java.util.List;

/**
 * As much of a submission as is compared with others.
 *
 * @param file where it was read from
 * @param student as it says
 * @param evaluation the id of the evaluation, which is random
 * @param uids of the objects that were graded, which a cluster gives to one object and never again
 */
public record HandedIn(String file, String student, String evaluation, List<String> uids, ClusterIdentity cluster) {

    public HandedIn {
        requireNonNull(file, "file");
        requireNonNull(student, "student");
        requireNonNull(evaluation, "evaluation");
        uids = List.copyOf(uids);
        requireNonNull(cluster, "cluster");
    }

    /** @param content of an intact submission */
    public static HandedIn of(String file, ObjectNode content) {
        JsonNode evaluation = content.path("evaluation");
        return new HandedIn(file, content.path("student").asText(), evaluation.path("id").asText(),
                content.path("objects").valueStream().map(object -> object.at("/metadata/uid").asText()).toList(),
                ClusterJson.read(evaluation));
    }

    /** What submissions of different students have in common, for a person to judge. */
    public static List<InCommon<HandedIn>> inCommon(List<HandedIn> all) {
        List<Sign<HandedIn>> signs = new ArrayList<>(List.of(
                new Sign<>("the evaluation", handedIn -> List.of(handedIn.evaluation)),
                new Sign<>("an object with the UID", HandedIn::uids)));
        InCommon.<HandedIn>ofClusters(HandedIn::cluster)
                .forEach(sign -> signs.add(new Sign<>("a cluster with the " + sign.what(), sign.values())));
        return InCommon.find(all, HandedIn::student, signs);
    }
}
