package dev.statelab.hostile.fooling;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.statelab.hostile.grader.Classroom;
import dev.statelab.hostile.grader.GraderRun;
import dev.statelab.hostile.table.Attack;
import dev.statelab.lab.api.ResourceTypes;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A student's kubeconfig leads to the cluster of another one, who has done the work. */
@Attack("The cluster of somebody else")
class OneClusterTest {

    @TempDir
    private Path folder = Path.of("");

    private void assertSeen(Work work, Tricks tricks, String sign) throws IOException {
        JsonNode _ = work.deployed(Work.REFERENCE);
        Classroom classroom = new Classroom(folder);
        try (Front front = new Front(work.cluster(), tricks)) {
            classroom.put("ann.kubeconfig", work.cluster().kubeconfig());
            classroom.put("eve.kubeconfig", front.kubeconfig());
            GraderRun run = classroom.grade(List.of("ann,Ann,ann.kubeconfig,,,", "eve,Eve,eve.kubeconfig,,,"),
                    "--allow-loopback", "--parallel", "1");
            assertThat(run.exitCode()).as(run.printed()).isZero();
        }
        assertThat(classroom.gradebook()).contains("ann,Ann,graded,100,100", "eve,Eve,graded,100,100");
        String results = classroom.results().toString();
        assertThat(GraderRun.of("report", results, "--format", "similarity").out())
                .contains("one cluster (" + sign, "), not each in a namespace of its own: ann, eve");
        assertThat(GraderRun.of("report", results, "--format", "html").out()).contains("<h2>On one cluster</h2>");
        assertThat(GraderRun.of("report", results, "--format", "markdown").out()).contains("## On one cluster");
    }

    @Test
    void it_is_told_by_its_uid_also_through_a_server_of_the_students_own() throws IOException {
        try (Work work = Work.on(folder)) {
            String uid = work.cluster().api().find(ResourceTypes.NAMESPACE, "", "kube-system").orElseThrow()
                    .at("/metadata/uid").asText();

            assertSeen(work, new Tricks() {}, "UID " + uid);
        }
    }

    @Test
    void it_is_told_by_the_uids_of_what_is_in_it_where_its_own_is_made_up() throws IOException {
        try (Work work = Work.on(folder)) {
            assertSeen(work, new Tricks() {
                @Override
                public ObjectNode shown(String kind, ObjectNode object) {
                    if (kind.equals("Namespace")) {
                        ((ObjectNode) object.path("metadata")).put("uid", "00000000-made-up");
                    }
                    return object;
                }
            }, "of an object: UID ");
        }
    }
}
