package dev.statelab.core.submission;

import static org.assertj.core.api.Assertions.assertThat;

import dev.statelab.core.cluster.ClusterIdentity;
import dev.statelab.core.result.InCommon;
import java.util.List;
import org.junit.jupiter.api.Test;

class HandedInTest {

    private static HandedIn of(String student, String evaluation, String uid, String cluster) {
        return new HandedIn(student + ".json", student, evaluation, List.of(uid, "u-" + student),
                new ClusterIdentity(cluster, "a-" + cluster, "c-" + cluster, "v1.32.13"));
    }

    private static List<String> signs(HandedIn... all) {
        return HandedIn.inCommon(List.of(all)).stream().map(InCommon::sign).toList();
    }

    @Test
    void the_same_evaluation_under_two_names_is_noticed_once() {
        assertThat(signs(of("ann", "e1", "u1", "k1"), of("bob", "e1", "u1", "k1"), of("eve", "e2", "u2", "k2")))
                .containsExactly("the evaluation e1");
    }

    @Test
    void the_same_objects_in_another_evaluation_are_noticed() {
        assertThat(signs(of("ann", "e1", "u1", "k1"), of("bob", "e2", "u1", "k1")))
                .containsExactly("an object with the UID u1");
    }

    @Test
    void two_works_on_one_cluster_are_noticed() {
        assertThat(signs(of("ann", "e1", "u1", "k1"), of("bob", "e2", "u2", "k1")))
                .containsExactly("a cluster with the UID k1");
    }

    @Test
    void who_hands_in_twice_has_everything_in_common_with_nobody_else() {
        assertThat(signs(of("ann", "e1", "u1", "k1"), of("ann", "e1", "u1", "k1"))).isEmpty();
    }

    @Test
    void what_is_not_there_is_nothing_in_common() {
        assertThat(signs(of("ann", "", "", ""), of("bob", "", "", "")))
                .noneMatch(sign -> sign.endsWith(" "));
    }
}
