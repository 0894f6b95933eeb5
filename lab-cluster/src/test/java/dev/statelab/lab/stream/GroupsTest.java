package dev.statelab.lab.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.dsl.ExecWatch;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The groups of a pod's processes, and what they may do with volumes that are given to a group. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GroupsTest {

    private final RunningPods pods = RunningPods.start();

    @BeforeAll
    void start() {
        pods.with("""
                apiVersion: v1
                kind: Pod
                metadata: {name: grouped}
                spec:
                  terminationGracePeriodSeconds: 0
                  securityContext: {runAsUser: 1234, runAsGroup: 555, fsGroup: 2000, supplementalGroups: [3000]}
                  volumes: [{name: data, emptyDir: {}}]
                  initContainers:
                  - name: root
                    image: busybox
                    securityContext: {runAsUser: 0}
                    command: [sh, -c, "cd /data; mkdir team others; chmod 770 team others; chgrp 9 others"]
                    volumeMounts: [{name: data, mountPath: /data}]
                  containers:
                  - name: main
                    image: busybox
                    command: [sleep, "100000"]
                    volumeMounts: [{name: data, mountPath: /data}]
                """);
    }

    @AfterAll
    void stop() {
        pods.close();
    }

    private String run(String script) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ExecWatch watch = pods.client().pods().inNamespace("default").withName("grouped").writingOutput(out)
                .writingError(out).exec("sh", "-c", script)) {
            watch.exitCode().get(30, TimeUnit.SECONDS);
        }
        return out.toString(StandardCharsets.UTF_8);
    }

    @Test
    void a_process_has_its_own_group_and_those_of_the_pod() throws Exception {
        assertThat(run("id; id -G; id -g")).isEqualTo("uid=1234 gid=555 groups=555,2000,3000\n555 2000 3000\n555\n");
    }

    @Test
    void a_volume_belongs_to_the_group_and_so_does_what_is_made_in_it() throws Exception {
        assertThat(run("""
                cd /data; mkdir sub; echo x > sub/file; echo y > /tmp/other
                stat -c '%a %u %g' /data sub sub/file /tmp/other""")).isEqualTo("""
                2777 0 2000
                2755 1234 2000
                644 1234 2000
                644 1234 555
                """);
    }

    @Test
    void a_file_may_be_given_to_the_own_groups_only() throws Exception {
        assertThat(run("cd /data; echo x > mine; chgrp 3000 mine && stat -c %g mine; chgrp 9 mine"))
                .isEqualTo("3000\nchgrp: mine: Operation not permitted\n");
    }

    @Test
    void a_folder_is_open_to_its_group_and_to_nobody_else() throws Exception {
        assertThat(run("cd /data; touch team/file && echo made; touch others/file || echo refused"))
                .isEqualTo("made\ntouch: others/file: Permission denied\nrefused\n");
    }
}
