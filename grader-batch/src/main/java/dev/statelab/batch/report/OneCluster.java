package dev.statelab.batch.report;

import dev.statelab.batch.result.ClassResults;
import dev.statelab.batch.result.ClassResults.Entry;
import dev.statelab.core.result.InCommon;
import java.util.List;

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
                .filter(entry -> entry.result().json().at("/work/kubeconfig").isTextual()).toList();
        return InCommon.find(live, Entry::id, InCommon.ofClusters(entry -> entry.result().cluster())).stream()
                .map(common -> new OneCluster(common.sign(), common.works())).toList();
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
