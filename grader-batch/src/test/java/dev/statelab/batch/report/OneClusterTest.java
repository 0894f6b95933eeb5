package dev.statelab.batch.report;

import static dev.statelab.batch.Results.RUBRIC;
import static org.assertj.core.api.Assertions.assertThat;

import dev.statelab.batch.Results;
import dev.statelab.batch.result.ClassResults;
import dev.statelab.batch.result.ResultsFolder;
import dev.statelab.batch.result.StudentOutcome;
import dev.statelab.batch.result.StudentOutcome.Graded;
import dev.statelab.batch.roster.Roster;
import dev.statelab.batch.roster.Student;
import dev.statelab.batch.roster.Work;
import dev.statelab.batch.roster.Work.Live;
import dev.statelab.batch.roster.Work.Submitted;
import dev.statelab.core.cluster.ClusterIdentity;
import dev.statelab.core.result.CriterionResult;
import dev.statelab.core.result.Evaluation;
import dev.statelab.core.result.Evidence;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OneClusterTest {

    @TempDir
    private Path folder = Path.of("");

    private List<Evidence> evidence = List.of();
    private List<String> noticed = List.of();
    private final Map<Student, StudentOutcome> outcomes = new LinkedHashMap<>();

    private OneClusterTest live(String id, String namespace, ClusterIdentity cluster) {
        return graded(id, new Live(Path.of(id + ".yaml"), "", namespace), namespace, cluster);
    }

    private OneClusterTest graded(String id, Work work, String namespace, ClusterIdentity cluster) {
        Evaluation one = ((Graded) Results.graded(true)).evaluation();
        CriterionResult first = one.criteria().getFirst();
        List<CriterionResult> criteria = List.of(new CriterionResult(first.id(), first.title(), first.points(),
                first.maxPoints(), first.credit(), first.outcome(), evidence, 1), one.criteria().getLast());
        outcomes.put(new Student(outcomes.size() + 2, id, "", work, Map.of()), new Graded(new Evaluation(one.id(),
                one.task(), namespace, one.startedAt(), cluster, one.parameters(), criteria, one.rootCauses(), noticed,
                List.of(),
                one.timing())));
        return this;
    }

    private ClassResults results() {
        Roster roster = new Roster(new ArrayList<>(outcomes.keySet()), List.of(), List.of());
        try (ResultsFolder results = ResultsFolder.open(folder, false, RUBRIC, roster, () -> Instant.EPOCH)) {
            outcomes.forEach(results::store);
            return results.finish();
        }
    }

    private static ClusterIdentity cluster(String uid, String authority, String certificate) {
        return new ClusterIdentity(uid, authority, certificate, "v1.32.13");
    }

    @Test
    void one_uid_is_one_cluster_and_is_named_once() {
        live("ann", "lab", cluster("u1", "a1", "c1")).live("bob", "lab", cluster("u2", "a2", "c2"))
                .live("eve", "lab", cluster("u1", "a1", "c1"));

        assertThat(ClassSimilarity.render(results()))
                .contains("one cluster (UID u1), not each in a namespace of its own: ann, eve\n")
                .doesNotContain("bob");
    }

    @Test
    void a_course_with_a_cluster_for_all_is_told_from_two_in_one_namespace() {
        live("ann", "ann", cluster("u1", "a1", "c1")).live("bob", "bob", cluster("u1", "a1", "c1"));

        assertThat(ClassSimilarity.render(results()))
                .contains("one cluster (UID u1), each in a namespace of its own: ann, bob");
    }

    @Test
    void whoever_hides_the_uid_is_still_seen_by_the_certificate_and_its_authority() {
        live("ann", "lab", cluster("u1", "a1", "c1")).live("bob", "lab", cluster("", "a1", "c1"))
                .live("eve", "lab", cluster("u3", "a1", "c3"));

        assertThat(ClassSimilarity.render(results())).contains("one cluster (certificate c1)", ": ann, bob\n",
                "one cluster (certificate authority a1)", ": ann, bob, eve\n");
    }

    @Test
    void whoever_gives_another_uid_of_the_cluster_is_still_seen_by_the_objects() {
        evidence = List.of(new Evidence.SeenObject("Pod", "lab", "kv-0", "pod-1", "7", ""));
        live("ann", "lab", cluster("u1", "a1", "c1")).live("bob", "lab", cluster("u2", "a2", "c2"));
        evidence = List.of(new Evidence.SeenObject("Pod", "lab", "kv-0", "pod-2", "7", ""));
        live("eve", "lab", cluster("u3", "a3", "c3"));

        assertThat(ClassSimilarity.render(results())).contains("one cluster (of an object: UID pod-1)", ": ann, bob\n");
    }

    @Test
    void what_was_noticed_is_on_the_page_as_text() {
        noticed = List.of("StatefulSet <b> was changed");
        live("ann", "lab", cluster("u1", "a1", "c1"));

        assertThat(ClassPage.render(results())).contains("noticed: StatefulSet &lt;b&gt; was changed</p>");
    }

    @Test
    void nothing_readable_is_nothing_in_common() {
        live("ann", "lab", ClusterIdentity.UNREAD).live("bob", "lab", ClusterIdentity.UNREAD);

        assertThat(OneCluster.of(results())).isEmpty();
    }

    @Test
    void files_that_were_deployed_on_the_courses_cluster_are_no_clusters_of_the_students() {
        graded("ann", new Submitted(Path.of("ann"), ""), "lab", cluster("u1", "a1", "c1"))
                .graded("bob", new Submitted(Path.of("bob"), ""), "lab", cluster("u1", "a1", "c1"));

        assertThat(OneCluster.of(results())).isEmpty();
    }

    @Test
    void the_page_and_markdown_name_them_with_what_is_hostile_as_text() {
        ClusterIdentity hostile = cluster("<script>|`*\u001b[2J", "a1", "c1");
        live("ann", "lab", hostile).live("<b>", "lab", hostile);
        ClassResults results = results();

        assertThat(ClassPage.render(results)).contains("<h2>On one cluster</h2>", "UID &lt;script&gt;",
                ">&lt;b&gt;</a>: ", "<p>cluster &lt;script&gt;").doesNotContain("\u001b");
        assertThat(ClassMarkdown.render(results))
                .contains("## On one cluster", "| UID &#60;script&#62;\\|\\`\\*", "| ann, &#60;b&#62; |")
                .doesNotContain("\u001b");
    }

    @Test
    void there_is_no_such_chapter_where_each_has_an_own_cluster() {
        live("ann", "lab", cluster("u1", "a1", "c1")).live("bob", "lab", cluster("u2", "a2", "c2"));
        ClassResults results = results();

        assertThat(ClassPage.render(results)).doesNotContain("On one cluster").contains("cluster u1, authority a1");
        assertThat(ClassMarkdown.render(results)).doesNotContain("On one cluster");
        assertThat(ClassSimilarity.render(results)).doesNotContain("one cluster");
    }
}
