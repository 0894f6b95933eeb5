package dev.statelab.lab.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.statelab.lab.kubectl.Kubectl;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;

/** {@code kubectl logs} in all its forms. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KubectlLogsTest {

    @RegisterExtension
    private final KubectlPods lab = KubectlPods.withShells();

    @BeforeAll
    void start() {
        lab.pods().with("""
                apiVersion: apps/v1
                kind: StatefulSet
                metadata: {name: talker}
                spec:
                  serviceName: talker
                  replicas: 2
                  selector: {matchLabels: {app: talker}}
                  template:
                    metadata: {labels: {app: talker}}
                    spec:
                      terminationGracePeriodSeconds: 0
                      initContainers: [{name: first, image: busybox, command: [sh, -c, "echo set up"]}]
                      containers:
                      - {name: one, image: busybox, command: [sh, -c, "echo 1a; echo 1b; sleep 10000000"]}
                      - {name: two, image: busybox, command: [sh, -c, "echo 2a; echo 2b >&2; sleep 10000000"]}
                """);
        lab.pods().client().apps().statefulSets().inNamespace("default").withName("talker").waitUntilCondition(
                set -> set.getStatus() != null && Integer.valueOf(2).equals(set.getStatus().getReadyReplicas()), 60,
                TimeUnit.SECONDS);
    }

    private Kubectl kubectl() {
        return lab.kubectl();
    }

    private String logs(String rest) {
        return kubectl().line("logs " + rest).success();
    }

    @Test
    void come_from_the_container_that_is_named() {
        assertThat(logs("talker-0 -c two")).isEqualTo("2a\n2b\n");
        assertThat(logs("talker-0 -c first")).isEqualTo("set up\n");
        assertThat(logs("talker-1 -c one --tail=1")).isEqualTo("1b\n");
        assertThat(logs("talker-1 -c one --limit-bytes=4")).isEqualTo("1a\n1");
    }

    @Test
    void come_from_several_containers() {
        assertThat(logs("talker-0 --all-containers").lines()).containsExactlyInAnyOrder("set up", "1a", "1b", "2a",
                "2b");
        assertThat(logs("-l app=talker -c one --prefix").lines()).containsExactlyInAnyOrder("[pod/talker-0/one] 1a",
                "[pod/talker-0/one] 1b", "[pod/talker-1/one] 1a", "[pod/talker-1/one] 1b");
        assertThat(logs("sts/talker -c one")).isEqualTo("1a\n1b\n");
    }

    @Test
    void carry_times_and_are_cut_by_them() {
        assertThat(logs("talker-0 -c one --timestamps").lines())
                .allMatch(line -> line.matches("20\\d\\d-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{9}Z 1[ab]"));
        assertThat(logs("talker-0 -c one --since-time=2099-01-01T00:00:00Z")).isEmpty();
        assertThat(logs("talker-0 -c one --since-time=2019-01-01T00:00:00Z")).isEqualTo("1a\n1b\n");
        assertThat(logs("talker-0 -c one --since=100h")).isEqualTo("1a\n1b\n");
    }

    @Test
    void are_refused_for_a_container_that_is_not_there() {
        assertThat(kubectl().line("logs talker-0 -c three").err())
                .contains("container three is not valid for pod talker-0");
        assertThat(kubectl().line("logs talker-0 -c one --previous").err()).contains(
                "previous terminated container \"one\" in pod \"talker-0\" not found");
    }

    @Test
    void of_the_run_before_are_kept() {
        lab.pods().with(
                """
                        apiVersion: v1
                        kind: Pod
                        metadata: {name: again}
                        spec:
                          containers:
                          - name: main
                            image: busybox
                            command: [sh, -c, "if test -e /data/was; then echo second; sleep 10000000; fi; echo first; touch /data/was"]
                            volumeMounts: [{name: data, mountPath: /data}]
                          volumes: [{name: data, emptyDir: {}}]
                        """);
        lab.pods().client().pods().inNamespace("default").withName("again").waitUntilCondition(
                pod -> pod.getStatus().getContainerStatuses().getFirst().getRestartCount() == 1
                        && pod.getStatus().getContainerStatuses().getFirst().getReady(),
                60, TimeUnit.SECONDS);

        assertThat(logs("again --previous")).isEqualTo("first\n");
        assertThat(logs("again --follow --limit-bytes=7")).isEqualTo("second\n");
    }

    @Test
    void are_followed_to_the_end_of_the_container() {
        lab.pods().with("""
                apiVersion: v1
                kind: Pod
                metadata: {name: ending}
                spec:
                  restartPolicy: Never
                  containers:
                  - name: main
                    image: busybox
                    command: [sh, -c, "echo begun; while ! test -e /tmp/end; do sleep 1; done; echo ended"]
                """);
        try (Kubectl.Running follow = kubectl().start("logs", "-f", "ending")) {
            assertThat(follow.nextLine()).isEqualTo("begun");
            kubectl().line("exec ending -- touch /tmp/end").success();
            assertThat(follow.nextLine()).isEqualTo("ended");
            assertThat(follow.nextLine()).isEmpty();
            assertThat(follow.process().onExit().join().exitValue()).isZero();
        }
    }
}
