package dev.statelab.lab.controller.endpoints;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.statelab.lab.api.Manifests;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ServiceEndpointsTest {

    private static ObjectNode service(Consumer<ObjectNode> change) {
        var service = Manifests.yaml("""
                apiVersion: v1
                kind: Service
                metadata: {name: kv-headless, namespace: lab, uid: service-uid, labels: {tier: data}}
                spec:
                  clusterIP: None
                  selector: {app: kv}
                  ports: [{name: http, port: 80, targetPort: web, protocol: TCP}]
                """);
        change.accept(service.withObjectProperty("spec"));
        return service;
    }

    private static ObjectNode pod(int ordinal, Consumer<ObjectNode> change) {
        var pod = Manifests.yaml("""
                apiVersion: v1
                kind: Pod
                metadata: {name: kv-%1$d, namespace: lab, uid: kv-%1$d-uid, labels: {app: kv}}
                spec:
                  hostname: kv-%1$d
                  subdomain: kv-headless
                  nodeName: lab
                  containers: [{name: app, ports: [{name: web, containerPort: 5000, protocol: TCP}]}]
                status:
                  phase: Running
                  podIP: 10.42.0.%1$d
                  conditions: [{type: Ready, status: 'True', lastTransitionTime: '2026-11-20T19:00:00Z'}]
                """.formatted(ordinal));
        change.accept(pod);
        return pod;
    }

    private static void unready(ObjectNode pod) {
        pod.withObjectProperty("status").putArray("conditions").addObject().put("type", "Ready").put("status", "False");
    }

    private static void terminating(ObjectNode pod) {
        pod.withObjectProperty("metadata").put("deletionTimestamp", "2026-11-20T19:00:00Z");
    }

    private static EndpointSlices.Changes slices(ObjectNode service, List<ObjectNode> present, ObjectNode... pods) {
        return EndpointSlices.of(ServiceEndpoints.of(service, List.of(pods), new TriggerTimes()), present);
    }

    private static ObjectNode slice(ObjectNode service, ObjectNode... pods) {
        return slices(service, List.of(), pods).wanted().getFirst();
    }

    private static String conditions(ObjectNode service, ObjectNode pod) {
        return slice(service, pod).path("endpoints").path(0).path("conditions").toString();
    }

    @Test
    void aReadyPodIsAnEndpointAsRecorded() {
        assertThat(slice(service(_ -> {}), pod(1, _ -> {})).path("endpoints").path(0)).hasToString("""
                {"addresses":["10.42.0.1"],"conditions":{"ready":true,"serving":true,"terminating":false},\
                "hostname":"kv-1","targetRef":{"kind":"Pod","namespace":"lab","name":"kv-1","uid":"kv-1-uid"},\
                "nodeName":"lab"}""");
    }

    @Test
    void aNamedTargetPortIsThatOfThePod() {
        assertThat(slice(service(_ -> {}), pod(1, _ -> {})).path("ports"))
                .hasToString("[{\"name\":\"http\",\"protocol\":\"TCP\",\"port\":5000}]");
    }

    @Test
    void aNumericTargetPortIsTakenAsItIs() {
        var service = service(spec -> ((ObjectNode) spec.path("ports").path(0)).put("targetPort", 8080));

        assertThat(slice(service, pod(1, _ -> {})).path("ports").path(0).path("port").asInt()).isEqualTo(8080);
    }

    @Test
    void aPodOfAnotherSubdomainHasNoHostname() {
        var pod = pod(1, changed -> changed.withObjectProperty("spec").put("subdomain", "other"));

        assertThat(slice(service(_ -> {}), pod).path("endpoints").path(0).has("hostname")).isFalse();
    }

    @Test
    void aPodThatIsNotReadyIsNeitherReadyNorServing() {
        assertThat(conditions(service(_ -> {}), pod(1, ServiceEndpointsTest::unready)))
                .isEqualTo("{\"ready\":false,\"serving\":false,\"terminating\":false}");
    }

    @Test
    void aTerminatingPodStillServes() {
        assertThat(conditions(service(_ -> {}), pod(1, ServiceEndpointsTest::terminating)))
                .isEqualTo("{\"ready\":false,\"serving\":true,\"terminating\":true}");
    }

    @Test
    void aServiceMayPublishPodsThatAreNotReady() {
        assertThat(conditions(service(spec -> spec.put("publishNotReadyAddresses", true)),
                pod(1, ServiceEndpointsTest::unready)))
                .isEqualTo("{\"ready\":true,\"serving\":false,\"terminating\":false}");
    }

    @Test
    void aPodThatHasEndedIsNoEndpoint() {
        var failed = pod(1, pod -> pod.withObjectProperty("status").put("phase", "Failed"));

        assertThat(slice(service(_ -> {}), failed).path("endpoints").isNull()).isTrue();
    }

    @Test
    void aPodThatIsNotSelectedIsNoEndpoint() {
        var other = pod(1, pod -> pod.withObjectProperty("metadata").putObject("labels").put("app", "other"));

        assertThat(slice(service(_ -> {}), other).path("endpoints").isNull()).isTrue();
    }

    @Test
    void theFirstEndpointTakesOverTheEmptySlice() {
        var empty = slice(service(_ -> {}));
        empty.withObjectProperty("metadata").put("name", "kv-headless-abcde").put("uid", "slice-uid");

        assertThat(slices(service(_ -> {}), List.of(empty), pod(1, _ -> {})).wanted())
                .extracting(slice -> slice.path("metadata").path("name").asText())
                .containsExactly("kv-headless-abcde");
    }

    @Test
    void endpointsKeepTheirPlaceAndNewOnesComeLast() {
        var present = slice(service(_ -> {}), pod(2, _ -> {}));

        assertThat(slices(service(_ -> {}), List.of(present), pod(1, _ -> {}), pod(2, _ -> {})).wanted().getFirst()
                .path("endpoints").valueStream().map(endpoint -> endpoint.path("hostname").asText()))
                .containsExactly("kv-2", "kv-1");
    }

    @Test
    void podsWithDifferentPortsAreInDifferentSlices() {
        var moved = pod(2, pod -> ((ObjectNode) pod.path("spec").path("containers").path(0).path("ports").path(0))
                .put("containerPort", 6000));

        assertThat(slices(service(_ -> {}), List.of(), pod(1, _ -> {}), moved).wanted()).hasSize(2);
    }

    @Test
    void endpointsObjectsListUnreadyPodsApart() {
        var endpoints = EndpointsObject.of(ServiceEndpoints.of(service(_ -> {}),
                Stream.of(pod(1, _ -> {}), pod(2, ServiceEndpointsTest::unready)).toList(), new TriggerTimes()));

        assertThat(endpoints.path("subsets").path(0).path("notReadyAddresses").path(0).path("ip").asText())
                .isEqualTo("10.42.0.2");
    }

    @Test
    void endpointsObjectsHaveNoTerminatingPods() {
        var endpoints = EndpointsObject
                .of(ServiceEndpoints.of(service(_ -> {}), List.of(pod(1, ServiceEndpointsTest::terminating)),
                        new TriggerTimes()));

        assertThat(endpoints.has("subsets")).isFalse();
    }

    @Test
    void theLabelsOfTheServiceArePassedOn() {
        assertThat(slice(service(_ -> {})).path("metadata").path("labels")).hasToString("""
                {"tier":"data","service.kubernetes.io/headless":"",\
                "endpointslice.kubernetes.io/managed-by":"endpointslice-controller.k8s.io",\
                "kubernetes.io/service-name":"kv-headless"}""");
    }

    private static ObjectNode readySince(ObjectNode pod, String time) {
        var changed = pod.deepCopy();
        changed.at("/status/conditions").forEach(condition -> ((ObjectNode) condition).put("lastTransitionTime", time));
        return changed;
    }

    @Test
    void endpointsFollowTheFirstOfNewChanges() {
        var triggers = new TriggerTimes();
        triggers.next(service(_ -> {}), List.of());

        var next = triggers.next(service(_ -> {}), List.of(readySince(pod(1, _ -> {}), "2026-11-20T19:00:02Z"),
                readySince(pod(2, _ -> {}), "2026-11-20T19:00:01Z")));

        assertThat(next).hasValue("2026-11-20T19:00:01Z");
    }

    @Test
    void aDeletedPodLeavesNoTime() {
        var triggers = new TriggerTimes();
        triggers.next(service(_ -> {}), List.of(pod(1, _ -> {})));

        assertThat(triggers.next(service(_ -> {}), List.of())).isEmpty();
    }
}
