package dev.statelab.lab.kubelet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.statelab.lab.api.Manifests;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The files are what a node of Kubernetes 1.32 wrote for the same pods. */
class DnsSettingsTest {

    private static final String IN_CLUSTER = """
            search shop.svc.cluster.local svc.cluster.local cluster.local
            nameserver 10.43.0.10
            options ndots:5
            """;
    private static final String OF_NODE = "nameserver 10.99.0.1\n";

    private static String file(String spec) {
        return DnsSettings.of(new Pod(Manifests.yaml("{metadata: {name: a, namespace: shop}, spec: {" + spec + "}}")))
                .text();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "dnsPolicy: ClusterFirst", "dnsPolicy: ClusterFirstWithHostNet",
        "dnsPolicy: ClusterFirstWithHostNet, hostNetwork: true"})
    void asksTheCluster(String spec) {
        assertThat(file(spec)).isEqualTo(IN_CLUSTER);
    }

    @ParameterizedTest
    @ValueSource(strings = {"dnsPolicy: Default", "dnsPolicy: ClusterFirst, hostNetwork: true"})
    void asksTheNodesServers(String spec) {
        assertThat(file(spec)).isEqualTo(OF_NODE);
    }

    @Test
    void asksWhomThePodNamesAlone() {
        assertThat(file("""
                dnsPolicy: None, dnsConfig: {nameservers: [1.2.3.4], searches: [a.b],
                options: [{name: ndots, value: "2"}, {name: edns0}]}""")).isEqualTo("""
                search a.b
                nameserver 1.2.3.4
                options ndots:2 edns0
                """);
    }

    @Test
    void addsWhatThePodNames() {
        assertThat(file("""
                dnsConfig: {nameservers: [1.2.3.4], searches: [a.b, shop.svc.cluster.local],
                options: [{name: ndots, value: "2"}, {name: timeout, value: "1"}]}""")).isEqualTo("""
                search shop.svc.cluster.local svc.cluster.local cluster.local a.b
                nameserver 10.43.0.10
                nameserver 1.2.3.4
                options ndots:2 timeout:1
                """);
    }
}
