package dev.statelab.lab.api.validation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.statelab.lab.api.Manifests;
import dev.statelab.lab.api.Part;
import dev.statelab.lab.api.ResourceTypes;
import dev.statelab.lab.api.defaults.Defaults;
import java.util.List;
import org.junit.jupiter.api.Test;

class PodValidationTest {

    private static ObjectNode pod(String containers, String more) {
        ObjectNode pod = Manifests.yaml("""
                metadata: {name: kv-0, namespace: default}
                spec:
                  containers: %s
                  %s
                """.formatted(containers, more));
        Defaults.ofNew(ResourceTypes.POD, pod);
        return pod;
    }

    private static List<String> errors(ObjectNode pod) {
        return Validation.ofNew(ResourceTypes.POD, pod)
                .stream()
                .map(error -> error.field() + ": " + error.message())
                .toList();
    }

    @Test
    void aPlainPodIsFine() {
        assertThat(errors(pod("[{name: app, image: kvstore}]", ""))).isEmpty();
    }

    @Test
    void aMountNeedsItsVolume() {
        assertThat(errors(pod("[{name: app, image: a, volumeMounts: [{name: wrong, mountPath: /data}]}]", "")))
                .containsExactly("spec.containers[0].volumeMounts[0].name: Not found: \"wrong\"");
    }

    @Test
    void containersHaveNamesOfTheirOwn() {
        assertThat(errors(pod("[{name: app, image: a}, {name: app, image: b}]", "")))
                .containsExactly("spec.containers[1].name: Duplicate value: \"app\"");
    }

    @Test
    void anImageIsNeeded() {
        assertThat(errors(pod("[{name: app}]", ""))).containsExactly("spec.containers[0].image: Required value");
    }

    @Test
    void thereIsAContainer() {
        assertThat(errors(pod("[]", ""))).containsExactly("spec.containers: Required value");
    }

    @Test
    void portsAreInRange() {
        assertThat(errors(pod("[{name: app, image: a, ports: [{containerPort: 70000}]}]", ""))).containsExactly(
                "spec.containers[0].ports[0].containerPort: Invalid value: 70000: must be between 1 and 65535, inclusive");
    }

    @Test
    void aProbeHasOneHandler() {
        assertThat(errors(pod("[{name: app, image: a, readinessProbe: {periodSeconds: 1}}]", ""))).containsExactly(
                "spec.containers[0].readinessProbe: Required value: must specify a handler type");
        assertThat(errors(pod("[{name: app, image: a, readinessProbe: {exec: {command: [a]}, tcpSocket: {port: 1}}}]",
                ""))).containsExactly(
                        "spec.containers[0].readinessProbe.tcpSocket: Forbidden: may not specify more than 1 handler type");
    }

    @Test
    void anInitContainerHasNoProbes() {
        assertThat(errors(pod("[{name: app, image: a}]",
                "initContainers: [{name: init, image: a, livenessProbe: {tcpSocket: {port: 1}}}]"))).containsExactly(
                        "spec.initContainers[0].livenessProbe: Forbidden: may not be set for init containers without "
                                + "restartPolicy=Always");
    }

    @Test
    void aVariableHasOneSource() {
        assertThat(errors(pod("[{name: app, image: a, env: [{name: A, value: a, valueFrom: {fieldRef: {fieldPath: "
                + "metadata.name}}}]}]", ""))).containsExactly(
                        "spec.containers[0].env[0].valueFrom: Invalid value: \"\": may not be specified when `value` is "
                                + "not empty");
    }

    @Test
    void aRequestIsWithinItsLimit() {
        assertThat(errors(pod("[{name: app, image: a, resources: {requests: {cpu: '2'}, limits: {cpu: '1'}}}]", "")))
                .containsExactly("spec.containers[0].resources.requests: Invalid value: \"2\": must be less than or "
                        + "equal to cpu limit of 1");
    }

    @Test
    void onlyTheImageMayChange() {
        ObjectNode present = pod("[{name: app, image: a}]", "nodeName: lab");
        ObjectNode other = pod("[{name: app, image: b}]", "nodeName: lab");
        ObjectNode moved = pod("[{name: app, image: a}]", "nodeName: elsewhere");

        assertThat(Validation.ofUpdate(ResourceTypes.POD, present, other, Part.OBJECT)).isEmpty();
        assertThat(Validation.ofUpdate(ResourceTypes.POD, present, moved, Part.OBJECT)).singleElement()
                .satisfies(error -> assertThat(error.message()).startsWith("Forbidden: pod updates may not change"));
    }

    @Test
    void onlyABindingGivesAPodItsNode() {
        ObjectNode present = pod("[{name: app, image: a}]", "");
        ObjectNode bound = pod("[{name: app, image: a}]", "nodeName: lab");

        assertThat(Validation.ofUpdate(ResourceTypes.POD, present, bound, Part.OBJECT)).hasSize(1);
        assertThat(Validation.ofUpdate(ResourceTypes.POD, present, bound, Part.BINDING)).isEmpty();
    }
}
