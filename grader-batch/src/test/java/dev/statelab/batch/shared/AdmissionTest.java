package dev.statelab.batch.shared;

import static org.assertj.core.api.Assertions.assertThat;

import dev.statelab.kube.apply.Manifest;
import dev.statelab.kube.apply.ManifestReading;
import dev.statelab.kube.apply.Manifests;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a student may deploy where others are graded, too. */
class AdmissionTest {

    private static final String POD = "{apiVersion: v1, kind: Pod, metadata: {name: p}, spec: ";

    @TempDir
    private Path folder = Path.of("");

    private Admission.Looked look(String manifest) throws IOException {
        Path file = Files.writeString(folder.resolve("work.yaml"), manifest);
        List<Manifest> manifests = switch (Manifests.read(file, "lab")) {
            case ManifestReading.Complete(List<Manifest> read) -> read;
            case ManifestReading.Faulty(var problems, var _) -> throw new AssertionError(problems);
        };
        return Admission.of(manifests, "lab", "own-1");
    }

    @Test
    void objects_go_where_the_namespace_is_that_takes_the_place_of_the_one_they_name() throws IOException {
        Admission.Looked looked = look("""
                {apiVersion: v1, kind: Namespace, metadata: {name: lab}}
                ---
                {apiVersion: v1, kind: ConfigMap, metadata: {name: c, namespace: lab},
                 data: {peers: "kv-0.kv.lab.svc.cluster.local,kv-1.kv.lab.svc"}}
                """);

        assertThat(looked.problems()).isEmpty();
        assertThat(looked.manifests()).singleElement().satisfies(manifest -> {
            assertThat(manifest.object().namespace()).isEqualTo("own-1");
            assertThat(manifest.object().json().at("/data/peers").asText())
                    .isEqualTo("kv-0.kv.own-1.svc.cluster.local,kv-1.kv.own-1.svc");
        });
    }

    @Test
    void the_reference_solution_is_admitted() throws IOException {
        assertThat(look(Files.readString(Path.of("../reference-solutions/task-02-all-in-one.yaml"))
                .replace("task-02", "lab")).problems()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {apiVersion: v1, kind: Namespace, metadata: {name: other}}                    | Namespace
            {apiVersion: v1, kind: PersistentVolume, metadata: {name: v}, spec: {}}       | PersistentVolume
            {apiVersion: rbac.authorization.k8s.io/v1, kind: ClusterRole, metadata: {name: r}} | ClusterRole
            {apiVersion: rbac.authorization.k8s.io/v1, kind: RoleBinding, metadata: {name: r}} | RoleBinding
            {apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {name: n}, spec: {}} | NetworkPolicy
            {apiVersion: v1, kind: ResourceQuota, metadata: {name: statelab}, spec: {}}   | ResourceQuota
            {apiVersion: v1, kind: Endpoints, metadata: {name: e}}                        | Endpoints
            {apiVersion: example.com/v1, kind: Anything, metadata: {name: x}}             | Anything
            {apiVersion: v1, kind: ConfigMap, metadata: {name: c, namespace: kube-system}} | the namespace kube-system
            {apiVersion: v1, kind: Service, metadata: {name: s}, spec: {type: NodePort}}  | found NodePort
            {apiVersion: v1, kind: Service, metadata: {name: s}, spec: {type: ExternalName, externalName: a.b}} | found ExternalName
            {apiVersion: v1, kind: Service, metadata: {name: s}, spec: {externalIPs: [10.0.0.1]}} | spec.externalIPs
            {apiVersion: v1, kind: PersistentVolumeClaim, metadata: {name: p}, spec: {volumeName: pv-1}} | spec.volumeName
            {apiVersion: apps/v1, kind: StatefulSet, metadata: {name: s}, spec: {volumeClaimTemplates: [{spec: {volumeName: v}}]}} | spec.volumeClaimTemplates[0].spec.volumeName
            """)
    void what_reaches_out_of_the_namespace_is_refused_with_the_reason(String manifest, String reason)
            throws IOException {
        assertThat(look(manifest).problems()).singleElement().asString().contains("work.yaml", reason);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {hostNetwork: true}                                                   | spec.hostNetwork
            {hostPID: true}                                                       | spec.hostPID
            {hostIPC: true}                                                       | spec.hostIPC
            {volumes: [{name: a, emptyDir: {}}, {name: h, hostPath: {path: /etc}}]} | spec.volumes[1].hostPath
            {containers: [{securityContext: {privileged: true}}]}                 | spec.containers[0].securityContext.privileged
            {initContainers: [{securityContext: {privileged: true}}]}             | spec.initContainers[0].securityContext.privileged
            {containers: [{securityContext: {capabilities: {add: [SYS_ADMIN]}}}]} | SYS_ADMIN
            {containers: [{securityContext: {procMount: Unmasked}}]}              | spec.containers[0].securityContext.procMount
            {containers: [{ports: [{containerPort: 80, hostPort: 80}]}]}          | spec.containers[0].ports[0].hostPort
            {securityContext: {seccompProfile: {type: Unconfined}}}               | seccompProfile.type
            {securityContext: {sysctls: [{name: kernel.msgmax, value: '1'}]}}     | spec.securityContext.sysctls[0]
            {securityContext: {seLinuxOptions: {type: spc_t}}}                    | spec.securityContext.seLinuxOptions
            {nodeName: control-plane}                                             | spec.nodeName
            {priorityClassName: system-node-critical}                             | spec.priorityClassName
            """)
    void a_pod_that_takes_more_than_baseline_gives_is_refused_before_it_is_made(String spec, String reason)
            throws IOException {
        assertThat(look(POD + spec + "}").problems()).singleElement().asString().contains(reason);
    }

    @Test
    void what_baseline_gives_is_admitted() throws IOException {
        assertThat(look(POD + """
                {securityContext: {fsGroup: 1000, runAsUser: 0, seccompProfile: {type: RuntimeDefault}},
                 containers: [{securityContext: {capabilities: {add: [NET_BIND_SERVICE]}},
                   ports: [{containerPort: 80}]}]}}
                """).problems()).isEmpty();
    }

    @Test
    void pods_of_a_template_are_looked_at_too() throws IOException {
        assertThat(look("""
                {apiVersion: batch/v1, kind: CronJob, metadata: {name: c},
                 spec: {jobTemplate: {spec: {template: {spec: {hostNetwork: true}}}}}}
                """).problems()).singleElement().asString()
                .contains("spec.jobTemplate.spec.template.spec.hostNetwork");
    }
}
