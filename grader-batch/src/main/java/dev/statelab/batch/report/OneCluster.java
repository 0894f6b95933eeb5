package dev.statelab.batch.report;

import dev.statelab.batch.result.ClassResults;
import dev.statelab.batch.result.ClassResults.Entry;
import dev.statelab.core.result.ClaimContents;
import dev.statelab.core.result.InCommon;
import dev.statelab.core.result.InCommon.Sign;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Students whose own clusters are one and the same, for a person to judge: a course may have one cluster for all. Who handed
 * in files, which were deployed on a cluster of the course's, is not among them.
 *
 * @param sign by what it is seen; hostile
 * @param students at least two
 */
record OneCluster(String sign, List<Entry> students) {

    OneCluster {
        students = List.copyOf(students);
    }

    static List<OneCluster> of(ClassResults results) {
        List<Entry> live = results.entries().stream()
                .filter(entry -> entry.result().json().path("work").path("kubeconfig").isTextual()).toList();
        List<Sign<Entry>> signs = new ArrayList<>(InCommon.ofClusters(entry -> entry.result().cluster()));
        // Whoever lets another's cluster pass for an own one has to lie about each object, too.
        signs.add(1, new Sign<>("of an object: UID", OneCluster::uids));
        return InCommon.find(live, Entry::id, signs).stream()
                .map(common -> new OneCluster(common.sign(), common.works())).toList();
    }

    private static List<String> uids(Entry entry) {
        return Stream.concat(
                entry.result().criteria().stream().flatMap(criterion -> criterion.evidence().stream())
                        .map(piece -> piece.path("uid").asText()),
                entry.result().contents().stream().map(ClaimContents::uid)).toList();
    }

    /** What it means, for a person who judges. */
    String meaning() {
        long namespaces = students.stream().map(entry -> entry.result().json().at("/evaluation/namespace").asText())
                .distinct().count();
        return namespaces == students.size()
                ? "each in a namespace of its own"
                : "not each in a namespace of its own";
    }
}
