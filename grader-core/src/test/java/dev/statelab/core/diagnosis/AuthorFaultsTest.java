package dev.statelab.core.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.statelab.core.cluster.Listing;
import dev.statelab.core.cluster.ResourceKind;
import dev.statelab.core.judging.States;
import dev.statelab.core.result.RootCause;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What does not fit together in what was written, or is not there under its name. */
class AuthorFaultsTest {

    private static Optional<RootCause> absent(States states, ResourceKind kind, String name) {
        return Patients.diagnosed(Findings.of(states.state()), new Subject.Absent(kind, name));
    }

    private static States mismatched() {
        return States.recorded("healthy-3").change("Service", "kv-headless",
                service -> ((ObjectNode) service.path("spec").path("selector")).put("app", "kvs"));
    }

    @Test
    void a_selector_and_the_labels_stand_side_by_side() {
        RootCause cause = Patients.diagnose(mismatched(), "selector");

        assertThat(cause.title()).isEqualTo("The selector of Service kv-headless fits none of the pods of kv");
        assertThat(cause.finding().found()).isEqualTo("selector app=kvs · pod labels app=kv");
    }

    @Test
    void a_selector_that_nobody_looked_at_is_not_blamed() {
        States states = mismatched();

        assertThat(Patients.diagnosed(Findings.of(states.state()), Patients.of(states, "clusterIP"))).isEmpty();
    }

    @Test
    void a_service_name_without_any_service_of_the_namespace_is_shown_with_those_that_it_has() {
        States states = States.recorded("wrong-service-name");

        RootCause cause = Patients.diagnosed(Findings.of(states.state()),
                new Subject.Manifest(states.all("StatefulSet"), Set.of("serviceName"))).orElseThrow();

        assertThat(cause.title())
                .isEqualTo("serviceName names nosuch-service, but the Service is called kv-headless");
    }

    @Test
    void what_is_written_is_not_blamed_on_what_runs() {
        States states = States.recorded("crash-loop-backoff");

        assertThat(Patients.diagnosed(Findings.of(states.state()),
                new Subject.Manifest(states.all("StatefulSet"), Set.of("replicas")))).isEmpty();
    }

    @Test
    void a_deployment_is_no_statefulset() {
        States states = States.empty()
                .add("{\"apiVersion\":\"apps/v1\",\"kind\":\"Deployment\",\"metadata\":{\"name\":\"kv\",\"uid\":\"d\"}}");

        assertThat(absent(states, ResourceKind.STATEFUL_SET, "kv").orElseThrow().title())
                .isEqualTo("kv is a Deployment, not a StatefulSet");
    }

    @Test
    void pods_by_hand_are_no_statefulset() {
        States states = States.recorded("healthy-3").remove("StatefulSet")
                .changeAll("Pod", pod -> ((ObjectNode) pod.get("metadata")).remove("ownerReferences"));

        RootCause cause = absent(states, ResourceKind.STATEFUL_SET, "kv").orElseThrow();

        assertThat(cause.title()).isEqualTo("The pods of kv were made by hand");
        assertThat(cause.finding().found()).isEqualTo("pods kv-0, kv-1, kv-2, controlled by nobody");
    }

    @Test
    void the_only_one_of_its_kind_has_another_name() {
        assertThat(absent(States.recorded("healthy-3"), ResourceKind.STATEFUL_SET, "key-value").orElseThrow().title())
                .isEqualTo("The StatefulSet is called kv, not key-value");
    }

    @Test
    void what_went_to_the_default_namespace_is_found_there() {
        States states = States.empty();
        Question.Objects elsewhere = new Question.Objects("default", ResourceKind.STATEFUL_SET);
        Findings findings = Findings.of(states.state());
        Subject subject = new Subject.Absent(ResourceKind.STATEFUL_SET, "kv");

        // given: where it is not known, the question is open
        assertThat(Diagnosis.of(findings, subject).open()).contains(elsewhere);

        RootCause cause = Patients.diagnosed(findings.with(elsewhere, new Listing.Listed(
                List.copyOf(States.recorded("healthy-3").all("StatefulSet")))), subject).orElseThrow();

        assertThat(cause.title()).isEqualTo("The work is in the namespace default, not in lab");
    }

    @Test
    void an_empty_namespace_needs_no_cause() {
        assertThat(absent(States.empty(), ResourceKind.STATEFUL_SET, "kv")).isEmpty();
    }

    @Test
    void a_pod_that_is_not_there_is_the_business_of_its_set() {
        assertThat(
                absent(Patients.refused("create Pod kv-0 in StatefulSet kv failed error: no"), ResourceKind.POD, "kv-0")
                        .orElseThrow().title())
                .isEqualTo("The API server refuses the pods of StatefulSet kv");
    }
}
