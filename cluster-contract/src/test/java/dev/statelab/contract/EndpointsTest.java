package dev.statelab.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.discovery.v1.Endpoint;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import org.junit.jupiter.api.Test;

/** Which pods a Service finds, and which names they get. */
@OnCluster
class EndpointsTest {

    @Test
    void a_pod_has_a_name_where_service_and_statefulset_agree(Namespace namespace) {
        namespace.create(KeyValue.headlessService());

        namespace.create(KeyValue.statefulSet(2).build());

        EndpointSlice slice = namespace.readyEndpoints(2);
        assertThat(slice.getMetadata().getLabels()).containsEntry("kubernetes.io/service-name", "kv-headless");
        assertThat(slice.getEndpoints()).extracting(Endpoint::getHostname).containsExactlyInAnyOrder("kv-0", "kv-1");
        assertThat(slice.getPorts()).extracting(port -> port.getName() + "=" + port.getPort())
                .containsExactly("http=5000");
    }

    @Test
    void a_pod_has_no_name_where_the_statefulset_names_another_service(Namespace namespace) {
        namespace.create(KeyValue.headlessService());

        namespace.create(KeyValue.statefulSet(1).editSpec().withServiceName("nosuch").endSpec().build());

        assertThat(namespace.readyEndpoints(1).getEndpoints()).extracting(Endpoint::getHostname).containsOnlyNulls();
    }

    @Test
    void a_pod_that_is_not_ready_is_listed_as_such(Namespace namespace) {
        namespace.create(KeyValue.headlessService());
        namespace.create(KeyValue.neverReady(1).build());
        Event _ = namespace.events().untilOne("a failed probe", event -> "Unhealthy".equals(event.getReason()));

        EndpointSlice slice = namespace.journal(namespace.client().discovery().v1().endpointSlices())
                .untilOne("an endpoint", s -> !Namespace.endpoints(s).isEmpty());

        assertThat(slice.getEndpoints()).singleElement()
                .satisfies(endpoint -> assertThat(endpoint.getConditions().getReady()).isFalse());
    }

    @Test
    void a_selector_that_matches_nothing_finds_nothing(Namespace namespace) {
        namespace.create(new ServiceBuilder(KeyValue.headlessService()).editSpec().addToSelector("app", "other")
                .endSpec().build());
        namespace.create(KeyValue.statefulSet(1).build());
        namespace.pods().untilOne("a ready pod", KeyValue::isReady);

        EndpointSlice slice = namespace.journal(namespace.client().discovery().v1().endpointSlices())
                .untilOne("a slice", _ -> true);

        assertThat(Namespace.endpoints(slice)).isEmpty();
    }

    @Test
    void a_headless_service_has_no_address_and_another_has_one(Namespace namespace) {
        Service headless = namespace.create(KeyValue.headlessService());
        Service other = namespace.create(new ServiceBuilder(KeyValue.headlessService())
                .editMetadata().withName("kv").endMetadata()
                .editSpec().withClusterIP(null).endSpec().build());

        assertThat(headless.getSpec().getClusterIP()).isEqualTo("None");
        assertThat(other.getSpec().getClusterIP()).matches("[0-9a-f.:]+");
        assertThat(other.getSpec().getType()).isEqualTo("ClusterIP");
    }
}
