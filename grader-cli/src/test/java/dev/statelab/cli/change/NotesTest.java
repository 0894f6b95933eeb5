package dev.statelab.cli.change;

import static org.assertj.core.api.Assertions.assertThat;

import dev.statelab.cli.home.PrivateFolder;
import dev.statelab.core.cluster.Cause;
import dev.statelab.core.cluster.Cluster;
import dev.statelab.core.cluster.ClusterIdentity;
import dev.statelab.core.cluster.DelegatingCluster;
import dev.statelab.core.cluster.ResourceKind;
import dev.statelab.core.cluster.ScaleRequest;
import dev.statelab.core.cluster.Scaling;
import dev.statelab.core.result.Evaluation;
import dev.statelab.core.result.Evaluation.GradedTask;
import dev.statelab.core.result.Timing;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class NotesTest {

    private static final ScaleRequest DOWN = new ScaleRequest(ResourceKind.STATEFUL_SET, "alice", "web", "u", 3, 1);

    private final PrivateFolder user;
    private final Notes notes;
    private final List<String> told = new ArrayList<>();

    NotesTest(@TempDir Path folder) {
        this.user = new PrivateFolder(folder.resolve("user"));
        this.notes = new Notes(user);
    }

    /** Takes every number, or answers nothing. */
    private static final class Scaled implements DelegatingCluster {
        private final ClusterIdentity identity;
        private final List<Integer> replicas = new ArrayList<>();
        private Optional<Cause> trouble = Optional.empty();
        private boolean isThere = true;

        private Scaled(String uid, String authority) {
            this.identity = new ClusterIdentity(uid, authority, "", "");
        }

        @Override
        public Cluster cluster() {
            throw new AssertionError("nothing else is asked");
        }

        @Override
        public ClusterIdentity identity() {
            return identity;
        }

        @Override
        public Scaling scale(ScaleRequest request) {
            if (trouble.isPresent()) {
                return new Scaling.Unknown(trouble.get());
            }
            if (!isThere) {
                return new Scaling.NoSuchWorkload();
            }
            replicas.add(request.to());
            return new Scaling.Accepted();
        }
    }

    /** An evaluation that takes replicas away, and ends. */
    private static Evaluation leavesOne(Cluster cluster) {
        try {
            Scaling _ = cluster.scale(DOWN);
        } catch (InterruptedException impossible) {
            throw new AssertionError(impossible);
        }
        return new Evaluation("e", new GradedTask("t", "T", "1", 0, 0, 0), "alice", Instant.EPOCH,
                ClusterIdentity.UNREAD, List.of(), List.of(), List.of(), List.of(), List.of(),
                new Timing(Duration.ZERO, List.of()));
    }

    private Optional<Cause> giveBack(Cluster cluster, String namespace) throws InterruptedException {
        return notes.giveBack(cluster, namespace, told::add);
    }

    @Test
    void what_an_evaluation_of_this_process_has_left_is_given_back_before_the_next() throws Exception {
        Scaled cluster = new Scaled("1", "ca");
        Evaluation _ = notes.noting(cluster, told::add, NotesTest::leavesOne);

        assertThat(giveBack(cluster, "alice")).isEmpty();

        assertThat(cluster.replicas).containsExactly(1, 3);
        assertThat(told).singleElement().asString().contains("did not give back").contains("3 replicas again");
        assertThat(user.folder("changes").names()).isEmpty();
    }

    @Test
    void whoever_grades_next_in_this_process_gives_it_back() throws Exception {
        Scaled cluster = new Scaled("1", "ca");
        Evaluation _ = new Notes(user).noting(cluster, told::add, NotesTest::leavesOne);

        assertThat(giveBack(cluster, "alice")).isEmpty();

        assertThat(cluster.replicas).containsExactly(1, 3);
    }

    @Test
    void a_note_of_another_cluster_is_kept_for_that_one() throws Exception {
        Scaled cluster = new Scaled("1", "ca");
        Evaluation _ = notes.noting(cluster, told::add, NotesTest::leavesOne);

        for (Scaled other : List.of(new Scaled("2", "ca"), new Scaled("1", "other"), new Scaled("", "other"))) {
            assertThat(giveBack(other, "alice")).isEmpty();
            assertThat(other.replicas).isEmpty();
        }
        assertThat(giveBack(cluster, "bob")).isEmpty();

        assertThat(user.folder("changes").names()).hasSize(1);
        assertThat(told).isEmpty();
    }

    @Test
    void who_may_not_read_the_uid_is_known_by_the_authority() throws Exception {
        Evaluation _ = notes.noting(new Scaled("", "ca"), told::add, NotesTest::leavesOne);
        Scaled same = new Scaled("1", "ca");

        assertThat(giveBack(same, "alice")).isEmpty();

        assertThat(same.replicas).containsExactly(3);
    }

    /** Also where somebody else writes all the time: that is not to say that they want it so. */
    @ParameterizedTest
    @EnumSource(names = {"UNREACHABLE", "STILL_CHANGING"})
    void what_cannot_be_given_back_yet_stays_noted_and_nobody_is_graded(Cause.Reason reason) throws Exception {
        Scaled cluster = new Scaled("1", "ca");
        Evaluation _ = notes.noting(cluster, told::add, NotesTest::leavesOne);
        cluster.trouble = Optional.of(new Cause(reason, "trouble"));

        Optional<Cause> problem = giveBack(cluster, "alice");

        assertThat(problem).get().extracting(Cause::reason).isEqualTo(reason);
        assertThat(problem.orElseThrow().message()).contains("did not give back", "kubectl scale");
        assertThat(user.folder("changes").names()).hasSize(1);
    }

    @Test
    void a_cluster_that_tells_nothing_of_itself_is_not_accused_of_what_another_one_may_have() throws Exception {
        Evaluation _ = notes.noting(new Scaled("1", "ca"), told::add, NotesTest::leavesOne);
        Scaled silent = new Scaled("", "");
        silent.trouble = Optional.of(new Cause(Cause.Reason.UNREACHABLE, "nobody answers"));

        assertThat(giveBack(silent, "alice")).get().extracting(Cause::message).isEqualTo("nobody answers");
        assertThat(user.folder("changes").names()).hasSize(1);
    }

    @Test
    void what_is_not_found_in_a_cluster_that_may_be_another_one_stays_noted() throws Exception {
        Scaled cluster = new Scaled("1", "");
        Evaluation _ = notes.noting(cluster, told::add, NotesTest::leavesOne);
        Scaled other = new Scaled("", "");
        other.isThere = false;

        assertThat(giveBack(other, "alice")).isEmpty();
        assertThat(told).isEmpty();
        assertThat(giveBack(cluster, "alice")).isEmpty();

        assertThat(cluster.replicas).containsExactly(1, 3);
    }

    @Test
    void what_somebody_has_deleted_since_is_told_and_noted_no_more() throws Exception {
        Scaled cluster = new Scaled("1", "ca");
        Evaluation _ = notes.noting(cluster, told::add, NotesTest::leavesOne);
        cluster.isThere = false;

        assertThat(giveBack(cluster, "alice")).isEmpty();

        assertThat(told).singleElement().asString().contains("somebody else has deleted or replaced it");
        assertThat(user.folder("changes").names()).isEmpty();
    }

    @Test
    void an_evaluation_that_still_runs_is_left_alone() throws Exception {
        Scaled cluster = new Scaled("1", "ca");

        Evaluation _ = notes.noting(cluster, told::add, noted -> {
            Evaluation evaluation = leavesOne(noted);
            try {
                assertThat(giveBack(cluster, "alice")).isEmpty();
            } catch (InterruptedException impossible) {
                throw new AssertionError(impossible);
            }
            return evaluation;
        });

        assertThat(cluster.replicas).containsExactly(1);
    }
}
