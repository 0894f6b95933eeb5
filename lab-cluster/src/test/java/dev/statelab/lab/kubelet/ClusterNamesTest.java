package dev.statelab.lab.kubelet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.statelab.lab.api.ApiException;
import dev.statelab.lab.api.ApiServer;
import dev.statelab.lab.api.Manifests;
import dev.statelab.lab.api.TestApi;
import dev.statelab.lab.api.store.ObjectStore;
import dev.statelab.lab.container.PodNetwork;
import dev.statelab.lab.container.PodNetwork.Listener;
import dev.statelab.lab.container.PodNetwork.ServiceRecord;
import dev.statelab.lab.container.ResolvConf;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The names of two pods, of which one is ready, behind a headless Service and one with an address. */
final class ClusterNamesTest {

    private static final InetSocketAddress KV_0 = new InetSocketAddress(InetAddress.getLoopbackAddress(), 40_000);
    private static final InetSocketAddress KV_1 = new InetSocketAddress(InetAddress.getLoopbackAddress(), 40_001);

    private final ApiServer api = TestApi.start(ObjectStore.USUAL_HISTORY);
    private final PodNetworks networks = new PodNetworks();
    private PodNetwork kv0 = network("kv-0");
    private PodNetwork kv1 = network("kv-1");

    private PodNetwork network(String hostname) {
        var asked = DnsSettings.inCluster("shop");
        return networks.create(new PodNetwork.Identity(hostname, "kv.shop.svc.cluster.local", asked, Map.of()),
                new ClusterNames(api, networks, "10.99.0.1", asked));
    }

    @BeforeEach
    void cluster() {
        assertThat(kv0.listen(5000, new Listener(KV_0, false))).isTrue();
        assertThat(kv0.listen(6000, new Listener(KV_0, true))).isTrue();
        assertThat(kv1.listen(5000, new Listener(KV_1, false))).isTrue();
        create("Namespace", "v1", "", "{metadata: {name: shop}}");
        create("Service", "v1", "shop", "{metadata: {name: kv}, spec: {clusterIP: None, ports: [{port: 5000}]}}");
        create("Service", "v1", "shop",
                "{metadata: {name: web}, spec: {clusterIP: 10.43.0.9, ports: [{name: http, port: 80}]}}");
        create("EndpointSlice", "discovery.k8s.io/v1", "shop", """
                {metadata: {name: kv-1, labels: {kubernetes.io/service-name: kv}}, addressType: IPv4,
                ports: [{name: client, port: 5000}], endpoints: [
                {addresses: [%s], hostname: kv-0, conditions: {ready: true}},
                {addresses: [%s], hostname: kv-1, conditions: {ready: false}}]}""".formatted(kv0.podIp(), kv1.podIp()));
        create("EndpointSlice", "discovery.k8s.io/v1", "shop", """
                {metadata: {name: web-1, labels: {kubernetes.io/service-name: web}}, addressType: IPv4,
                ports: [{name: http, port: 5000}], endpoints: [{addresses: [%s]}]}""".formatted(kv0.podIp()));
    }

    private void create(String kind, String apiVersion, String namespace, String rest) {
        var object = Manifests.yaml(rest);
        object.put("kind", kind).put("apiVersion", apiVersion);
        try {
            assertThat(api.create(api.type(apiVersion, kind).orElseThrow(), namespace, object)).isNotNull();
        } catch (ApiException refused) {
            throw new AssertionError(refused.status().toString(), refused);
        }
    }

    @AfterEach
    void close() {
        api.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"kv", "kv.shop", "kv.shop.svc", "kv.shop.svc.cluster.local", "kv.shop.svc.cluster.local.",
        "kv-0.kv", "kv-0.kv.shop", "kv-0.kv.shop.svc.cluster.local", "kv-0", "10.42.0.2"})
    void reachesTheReadyPod(String name) {
        assertThat(kv0.reach(name, 5000)).contains(KV_0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"kv-1.kv", "nosuch", "kv-0.web", "kv.default", "kv.shop.", "kv-0.kv.svc.cluster.local"})
    void doesNotResolveWhatDnsDoesNotHave(String name) {
        assertThat(kv0.reach(name, 5000)).isEmpty();
    }

    @Test
    void mapsThePortOfAServiceWithAnAddress() {
        assertThat(kv1.reach("web", 80)).contains(KV_0);
        assertThat(kv1.reach("10.43.0.9", 80)).contains(KV_0);
        assertThat(kv1.reach("web", 5000)).isEmpty();
    }

    @Test
    void keepsLoopbackToThePod() {
        assertThat(kv0.reach("localhost", 6000)).contains(KV_0);
        assertThat(kv1.reach("localhost", 6000)).isEmpty();
        assertThat(kv1.reach(kv0.podIp(), 6000)).isEmpty();
    }

    private List<String> addresses(String name) {
        return kv1.names().lookup(name).map(PodNetwork.Answer::addresses).orElseGet(List::of);
    }

    @Test
    void knowsTheAddressOfAServiceAndThoseOfAHeadlessOne() {
        assertThat(addresses("web")).containsExactly("10.43.0.9");
        assertThat(addresses("kv.shop")).containsExactly(kv0.podIp());
        assertThat(kv1.names().lookup("kv-0.kv")).map(PodNetwork.Answer::name)
                .contains("kv-0.kv.shop.svc.cluster.local");
        assertThat(addresses("10-42-0-2.shop.pod.cluster.local")).containsExactly("10.42.0.2");
    }

    @Test
    void hasAnUnreadyPodOnlyInItsOwnHostsFile() {
        assertThat(addresses("kv-1.kv.shop.svc.cluster.local")).isEmpty();
        assertThat(kv1.addresses("kv-1.kv.shop.svc.cluster.local")).containsExactly(kv1.podIp());
        assertThat(kv1.reach("kv-1.kv.shop.svc.cluster.local", 5000)).contains(KV_1);
    }

    @Test
    void refusesAtTheAddressOfAServiceWithoutPods() {
        create("Service", "v1", "shop", "{metadata: {name: lone}, spec: {clusterIP: 10.43.0.8, ports: [{port: 80}]}}");

        assertThat(addresses("lone")).containsExactly("10.43.0.8");
        assertThat(kv1.reach("lone", 80)).isEmpty();
    }

    @Test
    void leadsFromAPortOfTheNodeToAPod() {
        create("Service", "v1", "shop", """
                {metadata: {name: open}, spec: {type: NodePort, ports: [{name: http, port: 80, nodePort: 30001}]}}""");
        create("EndpointSlice", "discovery.k8s.io/v1", "shop", """
                {metadata: {name: open-1, labels: {kubernetes.io/service-name: open}}, addressType: IPv4,
                ports: [{name: http, port: 5000}], endpoints: [{addresses: [%s]}]}""".formatted(kv0.podIp()));

        assertThat(kv1.reach("10.99.0.1", 30001)).contains(KV_0);
        assertThat(kv1.reach("10.99.0.1", 80)).isEmpty();
        assertThat(kv1.reach("127.0.0.1", 30001)).isEmpty();
    }

    @Test
    void knowsThePortsOfAService() {
        var ofPod = new ServiceRecord("_client._tcp.kv.shop.svc.cluster.local", 100, 5000,
                "kv-0.kv.shop.svc.cluster.local");

        assertThat(kv1.names().services("_client._tcp.kv")).containsExactly(ofPod);
        assertThat(kv1.names().services("kv")).extracting(ServiceRecord::target).containsExactly(ofPod.target());
        assertThat(kv1.names().services("_http._tcp.web")).containsExactly(new ServiceRecord(
                "_http._tcp.web.shop.svc.cluster.local", 100, 80, "web.shop.svc.cluster.local"));
        assertThat(kv1.names().services("_http._udp.web")).isEmpty();
        assertThat(kv1.names().services("_nosuch._tcp.kv")).isEmpty();
        assertThat(kv1.names().services("nosuch")).isEmpty();
    }

    @Test
    void asksNobodyElse() {
        var alone = networks.create(new PodNetwork.Identity("alone", "", ResolvConf.empty(), Map.of()),
                new ClusterNames(api, networks, "10.99.0.1", ResolvConf.empty()));

        assertThat(alone.names().lookup("web.shop.svc.cluster.local")).isEmpty();
        assertThat(alone.reach("10.43.0.9", 80)).contains(KV_0);
    }

    @Test
    void followsAnExternalName() {
        create("Service", "v1", "shop",
                "{metadata: {name: alias}, spec: {type: ExternalName, externalName: web.shop.svc.cluster.local}}");
        create("Service", "v1", "shop",
                "{metadata: {name: away}, spec: {type: ExternalName, externalName: example.org}}");

        assertThat(kv1.names().lookup("alias")).contains(new PodNetwork.Answer("alias.shop.svc.cluster.local",
                "web.shop.svc.cluster.local", List.of("10.43.0.9")));
        assertThat(kv1.reach("alias", 80)).contains(KV_0);
        assertThat(kv1.names().lookup("away")).contains(
                new PodNetwork.Answer("away.shop.svc.cluster.local", "example.org", List.of()));
    }
}
