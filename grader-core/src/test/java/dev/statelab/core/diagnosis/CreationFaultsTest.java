package dev.statelab.core.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.statelab.core.judging.States;
import dev.statelab.core.result.RootCause;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Why a StatefulSet cannot make its pods. The messages are the API server's. */
class CreationFaultsTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            pods "kv-0" is forbidden: exceeded quota: small, requested: requests.cpu=2, used: requests.cpu=0, limited: requests.cpu=1 | The quota small of the namespace leaves no room for the pods | requested: requests.cpu=2, used: requests.cpu=0, limited: requests.cpu=1
            pods "kv-0" is forbidden: violates PodSecurity "restricted:latest": runAsNonRoot != true (pod or container "app") | The namespace does not admit such pods | runAsNonRoot != true (pod or container "app")
            pods "kv-0" is forbidden: error looking up service account lab/robot: serviceaccount "robot" not found | ServiceAccount robot does not exist | none of that name in the namespace
            pods "kv-0" is forbidden: maximum cpu usage per Container is 1, but limit is 2 | A LimitRange of the namespace refuses the pods | pods "kv-0" is forbidden: maximum cpu usage per Container is 1, but limit is 2
            Pod "kv-0" is invalid: spec.containers[0].image: Required value | The API server refuses the pods of StatefulSet kv | Pod "kv-0" is invalid: spec.containers[0].image: Required value
            """)
    void what_the_api_server_refuses_is_told(String error, String title, String found) {
        States states = Patients.refused("create Pod kv-0 in StatefulSet kv failed error: " + error);

        RootCause cause = Patients.diagnose(states);

        assertThat(cause.title()).isEqualTo(title);
        assertThat(cause.finding().found()).isEqualTo(found);
        assertThat(cause.evidence()).anyMatch(evidence -> evidence.toString().contains(error));
    }

    @Test
    void a_mount_with_the_name_of_no_volume_is_shown_with_the_volumes() {
        // given: responses/list-events-volume-mount-unknown.json
        States states = Patients.refused("create Pod kv-0 in StatefulSet kv failed error: Pod \"kv-0\" is invalid:"
                + " spec.containers[0].volumeMounts[0].name: Not found: \"wrong\"");
        ((ObjectNode) states.find("StatefulSet", "kv").at("/spec/template/spec/containers/0/volumeMounts/0"))
                .put("name", "wrong");

        RootCause cause = Patients.diagnose(states);

        assertThat(cause.title()).isEqualTo("The mount wrong has the name of no volume");
        assertThat(cause.finding().found()).isEqualTo("container app mounts wrong at /data");
        assertThat(cause.finding().hint()).isEqualTo("`name: data` in `volumeMounts`");
    }

    @Test
    void a_refusal_that_is_over_is_no_cause() {
        States states = Patients.refused("create Pod kv-0 in StatefulSet kv failed error: quota");
        Patients.event(states, "StatefulSet", "kv", "SuccessfulCreate", "create Pod kv-0 in StatefulSet kv successful");
        states.changeAll("Event", event -> {
            if (event.path("reason").asText().equals("SuccessfulCreate")) {
                event.put("lastTimestamp", "2026-11-20T19:09:00Z");
            }
        });

        assertThat(Patients.diagnosed(Findings.of(states.state()), Patients.of(states))).isEmpty();
    }

    @Test
    void a_pod_that_was_made_by_hand_is_in_the_way() {
        States states = States.recorded("healthy-3").change("Pod", "kv-1",
                pod -> ((ObjectNode) pod.get("metadata")).remove("ownerReferences"));

        assertThat(Patients.diagnose(states).title()).isEqualTo("Pod kv-1 is not the StatefulSet's own");
    }
}
