package dev.statelab.lab.kubelet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.statelab.lab.api.Manifests;
import dev.statelab.lab.container.UserIds;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SecurityContextTest {

    private static final UserIds IMAGE_USER = new UserIds(1000, 1000);

    private static Found<UserIds> user(String podContext, String containerContext) {
        var pod = new Pod(Manifests.yaml("""
                {metadata: {name: p, namespace: n, uid: u}, spec: {securityContext: {%s},
                containers: [{name: app, securityContext: {%s}}]}}""".formatted(podContext, containerContext)));
        return SecurityContext.user(pod, pod.containers().getFirst(), IMAGE_USER);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"'' | '' | 1000 | 1000", "runAsUser: 7 | '' | 7 | 0",
        "'runAsUser: 7, runAsGroup: 8' | '' | 7 | 8", "runAsUser: 7 | runAsUser: 9 | 9 | 0",
        "fsGroup: 2000 | '' | 1000 | 1000", "runAsNonRoot: true | '' | 1000 | 1000"})
    void takesTheContainersUserBeforeThePodsBeforeTheImages(String pod, String container, long uid, long gid) {
        assertThat(user(pod, container)).matches(
                found -> found instanceof Found.Value<UserIds>(var user) && user.uid() == uid && user.gid() == gid);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"runAsNonRoot: true | runAsUser: 0"})
    void refusesRootWhereNoneIsAllowed(String pod, String container) {
        assertThat(user(pod, container)).isEqualTo(new Found.Missing<>(
                "container's runAsUser breaks non-root policy (pod: \"p_n(u)\", container: app)"));
    }

    @Test
    void isAlsoInTheGroupsOfThePod() {
        assertThat(user("fsGroup: 2000, supplementalGroups: [3000, 4000]", "runAsGroup: 7"))
                .isEqualTo(new Found.Value<>(new UserIds(1000, 7, Set.of(2000L, 3000L, 4000L))));
    }
}
