package dev.statelab.core.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.statelab.core.cluster.Listing;
import dev.statelab.core.cluster.ResourceKind;
import dev.statelab.core.judging.States;
import dev.statelab.core.result.RootCause;
import org.junit.jupiter.api.Test;

class SchedulingFaultsTest {

    private static ObjectNode podSpec(States states) {
        return (ObjectNode) states.find("Pod", "kv-0").get("spec");
    }

    private static States pendingClaim(String reason, String message) {
        States states = Patients
                .unscheduled("0/1 nodes are available: pod has unbound immediate PersistentVolumeClaims.")
                .change("PersistentVolumeClaim", "data-kv-0",
                        claim -> ((ObjectNode) claim.get("status")).put("phase", "Pending"));
        return reason.isEmpty()
                ? states
                : Patients.event(states, "PersistentVolumeClaim", "data-kv-0", reason, message);
    }

    @Test
    void what_all_containers_ask_for_counts() {
        States states = Patients.unscheduled("0/1 nodes are available: 1 Insufficient memory.");
        Patients.spec(states).putObject("resources").putObject("requests").put("memory", "6Gi");
        podSpec(states).withArray("containers").addObject().put("name", "sidecar").putObject("resources")
                .putObject("requests").put("memory", "4Gi");
        Listing nodes = new Listing.Listed(States.empty()
                .add("""
                        {"apiVersion":"v1","kind":"Node","metadata":{"name":"lab"},"status":{"allocatable":{"memory":"7900Mi"}}}""")
                .all("Node"));

        RootCause cause = Patients.diagnosed(
                Findings.of(states.state()).with(new Question.Objects("lab", ResourceKind.NODE), nodes),
                Patients.of(states)).orElseThrow();

        assertThat(cause.finding().expected()).isEqualTo("a node with memory 6Gi + 4Gi free");
        assertThat(cause.finding().found()).startsWith("node lab has 7900Mi in all; the scheduler says: ");
    }

    @Test
    void a_taint_is_named() {
        States states = Patients
                .unscheduled(
                        "0/1 nodes are available: 1 node(s) had untolerated taint {dedicated: gpu}. preemption: no");

        RootCause cause = Patients.diagnose(states);

        assertThat(cause.title()).isEqualTo("Pod kv-0 does not tolerate the taint {dedicated: gpu}");
        assertThat(cause.finding().found()).doesNotContain("preemption");
    }

    @Test
    void a_node_selector_is_shown_beside_the_nodes_labels() {
        States states = Patients
                .unscheduled("0/1 nodes are available: 1 node(s) didn't match Pod's node affinity/selector.");
        podSpec(states).putObject("nodeSelector").put("disk", "ssd").put("gpu", "yes");
        Listing nodes = new Listing.Listed(States.empty().add("""
                {"apiVersion":"v1","kind":"Node","metadata":{"name":"lab","labels":{"disk":"hdd"}}}""").all("Node"));

        RootCause cause = Patients.diagnosed(
                Findings.of(states.state()).with(new Question.Objects("lab", ResourceKind.NODE), nodes),
                Patients.of(states)).orElseThrow();

        assertThat(cause.finding().expected()).isEqualTo("a node with the labels disk=ssd,gpu=yes");
        assertThat(cause.finding().found()).isEqualTo("node lab has disk=hdd, no label gpu");
    }

    @Test
    void another_reason_is_told_in_the_schedulers_words() {
        States states = Patients.unscheduled("0/1 nodes are available: 1 Too many pods.");

        assertThat(Patients.diagnose(states).finding().found())
                .isEqualTo("the scheduler says: 0/1 nodes are available: 1 Too many pods.");
    }

    @Test
    void a_claim_without_any_class_to_go_by_says_so() {
        States states = pendingClaim("FailedBinding",
                "no persistent volumes available for this claim and no storage class is set");

        assertThat(Patients.diagnose(states).title()).isEqualTo("Claim data-kv-0 names no StorageClass");
    }

    @Test
    void another_refusal_of_the_provisioner_is_told_in_its_words() {
        States states = pendingClaim("ProvisioningFailed", "Only support ReadWriteOnce access mode");

        assertThat(Patients.diagnose(states).finding().found())
                .isEqualTo("ProvisioningFailed: Only support ReadWriteOnce access mode");
    }

    @Test
    void a_claim_that_nobody_complains_of_is_not_blamed() {
        assertThat(Patients.diagnose(pendingClaim("", "")).id()).isEqualTo("unschedulable Pod/kv-0");
    }

    @Test
    void a_claim_that_is_not_there_is_named_with_those_that_are() {
        States states = Patients
                .unscheduled("0/1 nodes are available: persistentvolumeclaim \\\"data-kv-0\\\" not found.")
                .remove("PersistentVolumeClaim", "data-kv-0");

        RootCause cause = Patients.diagnose(states);

        assertThat(cause.title()).isEqualTo("Claim data-kv-0 does not exist");
        assertThat(cause.finding().found()).isEqualTo("the namespace has data-kv-1, data-kv-2");
    }

    @Test
    void a_volume_that_is_gone_is_lost() {
        States states = pendingClaim("", "").change("PersistentVolumeClaim", "data-kv-0",
                claim -> ((ObjectNode) claim.get("status")).put("phase", "Lost"));

        assertThat(Patients.diagnose(states).title()).isEqualTo("The volume of claim data-kv-0 is gone");
    }
}
