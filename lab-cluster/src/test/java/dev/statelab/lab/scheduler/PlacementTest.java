package dev.statelab.lab.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.statelab.lab.api.Manifests;
import dev.statelab.lab.api.ResourceType;
import dev.statelab.lab.api.ResourceTypes;
import java.util.List;
import org.junit.jupiter.api.Test;

final class PlacementTest {

    private static final String NODE = """
            {metadata: {name: lab, labels: {kubernetes.io/hostname: lab, disk: ssd}},
            status: {allocatable: {cpu: '4', memory: 8Gi, pods: '3'}}}""";
    private static final String NO_HELP = "preemption: 0/1 nodes are available: "
            + "1 Preemption is not helpful for scheduling.";
    private static final String NO_VICTIMS = "preemption: 0/1 nodes are available: "
            + "1 No preemption victims found for incoming pod.";

    private final ClusterCache cluster = new ClusterCache();

    private PlacementTest with(ResourceType type, String object) {
        cluster.put(type, Manifests.yaml(object));
        return this;
    }

    private static ObjectNode pod(String spec) {
        return Manifests.yaml("{metadata: {name: kv-0, namespace: n}, spec: " + spec + "}");
    }

    private PlacementTest running(String name, String spec) {
        return with(ResourceTypes.POD, "{metadata: {name: " + name + ", namespace: n, labels: {app: kv}}, spec: "
                + spec + ", status: {phase: Running}}");
    }

    private void assertPlaced(String spec, Verdict verdict) {
        assertThat(Placement.of(pod(spec), cluster)).isEqualTo(verdict);
    }

    private void assertRefused(String spec, String why) {
        assertPlaced(spec, new Verdict.Unschedulable("0/1 nodes are available: " + why));
    }

    private static final String CLAIMING = "{volumes: [{name: data, persistentVolumeClaim: {claimName: data-kv-0}}]}";

    private static String claim(String rest) {
        return "{metadata: {name: data-kv-0, namespace: n" + rest;
    }

    @Test
    void bindsAPodThatFits() {
        with(ResourceTypes.NODE, NODE).assertPlaced("{containers: [{resources: {requests: {cpu: '4'}}}]}",
                new Verdict.Bind("lab"));
    }

    @Test
    void saysWhatThereIsTooLittleOf() {
        with(ResourceTypes.NODE, NODE)
                .running("other", "{nodeName: lab, containers: [{resources: {requests: {cpu: 1}}}]}")
                .assertRefused("{containers: [{resources: {requests: {cpu: 3500m, memory: 9Gi}}}]}",
                        "1 Insufficient cpu, 1 Insufficient memory. " + NO_VICTIMS);
    }

    @Test
    void finishedAndDeletedPodsTakeNoRoom() {
        with(ResourceTypes.NODE, NODE).running("other",
                "{nodeName: lab, containers: [{resources: {requests: {cpu: 4}}}]}");
        cluster.remove(ResourceTypes.POD, Manifests.yaml("{metadata: {name: other, namespace: n}}"));
        with(ResourceTypes.POD, "{metadata: {name: done, namespace: n}, status: {phase: Succeeded},"
                + " spec: {nodeName: lab, containers: [{resources: {requests: {cpu: 4}}}]}}");

        assertPlaced("{containers: [{resources: {requests: {cpu: 4}}}]}", new Verdict.Bind("lab"));
    }

    @Test
    void countsPods() {
        with(ResourceTypes.NODE, NODE);
        List.of("a", "b", "c").forEach(name -> running(name, "{nodeName: lab}"));

        assertRefused("{}", "1 Too many pods. " + NO_VICTIMS);
    }

    @Test
    void respectsTheNodeSelectorAndAffinity() {
        with(ResourceTypes.NODE, NODE).assertRefused("{nodeSelector: {disk: hdd}}",
                "1 node(s) didn't match Pod's node affinity/selector. " + NO_HELP);
        assertPlaced("""
                {affinity: {nodeAffinity: {requiredDuringSchedulingIgnoredDuringExecution: {nodeSelectorTerms: [
                {matchExpressions: [{key: disk, operator: In, values: [hdd, ssd]}]}]}}}}""", new Verdict.Bind("lab"));
    }

    @Test
    void respectsTaints() {
        with(ResourceTypes.NODE, "{metadata: {name: lab}, spec: {taints: [{key: gpu, value: a, effect: NoSchedule}]},"
                + " status: {allocatable: {pods: '3'}}}");

        assertRefused("{}", "1 node(s) had untolerated taint {gpu: a}. " + NO_HELP);
        assertPlaced("{tolerations: [{key: gpu, operator: Exists}]}", new Verdict.Bind("lab"));
        assertPlaced("{tolerations: [{key: gpu, value: a}]}", new Verdict.Bind("lab"));
    }

    @Test
    void keepsPodsApartThatMustNotMeet() {
        var apart = """
                {affinity: {podAntiAffinity: {requiredDuringSchedulingIgnoredDuringExecution: [
                {topologyKey: kubernetes.io/hostname, labelSelector: {matchLabels: {app: kv}}}]}}}""";

        with(ResourceTypes.NODE, NODE).assertPlaced(apart, new Verdict.Bind("lab"));
        running("kv-1", "{nodeName: lab}").assertRefused(apart,
                "1 node(s) didn't match pod anti-affinity rules. " + NO_VICTIMS);
    }

    @Test
    void waitsForVolumesThatWaitForTheirConsumer() {
        with(ResourceTypes.NODE, NODE).with(ResourceTypes.STORAGE_CLASS,
                "{metadata: {name: local-path}, provisioner: p, volumeBindingMode: WaitForFirstConsumer}");

        with(ResourceTypes.PERSISTENT_VOLUME_CLAIM, claim("}, spec: {storageClassName: local-path}}"))
                .assertPlaced(CLAIMING, new Verdict.SelectNode("lab", List.of("data-kv-0")));
        with(ResourceTypes.PERSISTENT_VOLUME_CLAIM,
                claim(", annotations: {volume.kubernetes.io/selected-node: lab}}, spec: {storageClassName: local-path}}"))
                .assertPlaced(CLAIMING, new Verdict.AwaitVolumes());
        with(ResourceTypes.PERSISTENT_VOLUME_CLAIM, claim("}, spec: {volumeName: v}, status: {phase: Bound}}"))
                .assertPlaced(CLAIMING, new Verdict.Bind("lab"));
    }

    @Test
    void refusesClaimsThatNobodyBinds() {
        with(ResourceTypes.NODE, NODE).assertRefused(CLAIMING,
                "persistentvolumeclaim \"data-kv-0\" not found. " + NO_HELP);
        with(ResourceTypes.PERSISTENT_VOLUME_CLAIM, claim("}, spec: {storageClassName: nosuch}}"))
                .assertRefused(CLAIMING, "pod has unbound immediate PersistentVolumeClaims. " + NO_HELP);
    }

    @Test
    void waitsBehindItsGates() {
        with(ResourceTypes.NODE, NODE).assertPlaced("{schedulingGates: [{name: later}]}", new Verdict.Gated());
    }
}
