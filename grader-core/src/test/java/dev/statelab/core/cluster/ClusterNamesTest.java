package dev.statelab.core.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.statelab.core.cluster.Resolution.NoSuchName;
import dev.statelab.core.cluster.Resolution.Resolved;
import dev.statelab.core.cluster.Resolution.Unknown;
import dev.statelab.core.judging.States;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClusterNamesTest {

    private final States states = States.recorded("healthy-3");

    private Resolution lookup(String name) {
        return ClusterNames.lookup(states.state(), name);
    }

    private List<String> pods(String name) {
        return ((Resolved) lookup(name)).pods();
    }

    private String why(String name) {
        return ((NoSuchName) lookup(name)).why();
    }

    private ObjectNode endpoint(int index) {
        ObjectNode slice = states.all("EndpointSlice").getFirst().json();
        return (ObjectNode) slice.path("endpoints").get(index);
    }

    @ParameterizedTest
    @ValueSource(strings = {"kv-1.kv-headless", "kv-1.kv-headless.lab", "kv-1.kv-headless.lab.svc",
        "kv-1.kv-headless.lab.svc.cluster.local", "kv-1.kv-headless.lab.svc.cluster.local."})
    void a_pod_has_a_name_below_its_service(String name) {
        assertThat(pods(name)).containsExactly("kv-1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"kv-headless", "kv-headless.lab", "kv-headless.lab.svc",
        "kv-headless.lab.svc.cluster.local"})
    void a_headless_service_leads_to_all_of_its_pods(String name) {
        assertThat(pods(name)).containsExactlyInAnyOrder("kv-0", "kv-1", "kv-2");
    }

    @Test
    void another_service_leads_to_its_own_address() {
        states.change("Service", "kv-headless", service -> service.withObject("/spec").put("clusterIP", "10.43.0.9"));

        assertThat(lookup("kv-headless")).isInstanceOfSatisfying(Resolved.class, resolved -> {
            assertThat(resolved.virtual()).isTrue();
            assertThat(resolved.addresses()).containsExactly("10.43.0.9");
        });
        assertThat(pods("kv-0.kv-headless")).containsExactly("kv-0");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            nosuch             | there is no Service nosuch
            kv-0.nosuch        | there is no Service nosuch
            kv-7.kv-headless   | Service kv-headless has no ready endpoint with the host name kv-7; it has kv-0, kv-1, kv-2
            kv.svc             | 'kv.svc' is not the name of a Service or of a pod behind one
            a.b.c.lab.svc      | 'a.b.c.lab.svc' is not the name of a Service or of a pod behind one
            """)
    void a_name_that_nobody_has_does_not_resolve(String name, String why) {
        assertThat(why(name)).isEqualTo(why);
    }

    @Test
    void a_pod_has_no_name_where_no_statefulset_names_the_service() {
        states.changeAll("EndpointSlice", slice -> slice.withArray("endpoints")
                .forEach(endpoint -> ((ObjectNode) endpoint).remove("hostname")));

        assertThat(why("kv-0.kv-headless")).contains("no host names, since no StatefulSet names it as its serviceName");
    }

    @Test
    void a_pod_that_is_not_ready_has_no_name() {
        endpoint(0).withObject("/conditions").put("ready", false);

        assertThat(lookup("kv-0.kv-headless")).isInstanceOf(NoSuchName.class);
        assertThat(pods("kv-headless")).hasSize(2);
    }

    @Test
    void an_alias_leads_out_of_the_cluster() {
        states.change("Service", "kv-headless",
                service -> service.withObject("/spec").put("type", "ExternalName").put("externalName",
                        "classmate.test"));

        assertThat(why("kv-headless")).contains("leads out of the cluster to classmate.test");
    }

    @Test
    void an_address_that_no_pod_has_belongs_to_nobody_whatever_the_endpoint_says() {
        endpoint(0).putArray("addresses").add("192.0.2.1");

        assertThat(((Resolved) lookup("kv-0.kv-headless")).addresses()).containsExactly("192.0.2.1");
        assertThat(pods("kv-0.kv-headless")).isEmpty();
    }

    @Test
    void what_is_in_another_namespace_is_not_known() {
        assertThat(lookup("kv-0.kv-headless.other.svc")).isInstanceOfSatisfying(Unknown.class,
                unknown -> assertThat(unknown.cause().reason()).isEqualTo(Cause.Reason.FAULTY_TASK));
    }

    @ParameterizedTest
    @CsvSource({"kv-0.kv, true", "kv., true", "'', false", "kv..a, false", "$(x), false", "-h, false", "KV, false"})
    void only_names_are_looked_up(String text, boolean isName) {
        assertThat(ClusterNames.isName(text)).isEqualTo(isName);
    }
}
