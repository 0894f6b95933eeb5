package dev.statelab.core.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.statelab.core.GoldenFile;
import dev.statelab.core.cluster.Listing;
import dev.statelab.core.cluster.PodLog;
import dev.statelab.core.cluster.ResourceKind;
import dev.statelab.core.judging.States;
import dev.statelab.core.result.RootCause;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Diagnoses every recorded state. */
class DiagnosisTest {

    private static final Set<String> EVERYTHING = Set.of("volumeClaimTemplates", "volumeMounts", "serviceName",
            "endpoints");

    static Subject everything(States states) {
        return new Subject.Condition(Stream.of("StatefulSet", "Service", "Pod", "PersistentVolumeClaim")
                .flatMap(kind -> states.all(kind).stream()).toList(), EVERYTHING);
    }

    private static Findings findings(States states) {
        return Findings.of(states.state())
                .with(objects(ResourceKind.NODE), listed("""
                        {"apiVersion":"v1","kind":"Node","metadata":{"name":"lab"},"status":{"allocatable":{"cpu":"2",
                         "memory":"7900Mi"},"images":[{"names":["docker.io/library/kvstore@sha256:a1",
                         "docker.io/library/kvstore:latest"]},{"names":["docker.io/library/busybox:latest"]}]}}"""))
                .with(objects(ResourceKind.STORAGE_CLASS), listed("""
                        {"apiVersion":"storage.k8s.io/v1","kind":"StorageClass","metadata":{"name":"local-path",
                         "annotations":{"storageclass.kubernetes.io/is-default-class":"true"}}}"""))
                .with(objects(ResourceKind.CONFIG_MAP), listed("""
                        {"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"kube-root-ca.crt"}}"""))
                .with(new Question.Log("kv-0", "app", true), new PodLog.Written("boom\n"))
                .with(new Question.Log("kv-0", "init", true), new PodLog.Written("cannot prepare\n"));
    }

    private static Question.Objects objects(ResourceKind kind) {
        return new Question.Objects("lab", kind);
    }

    private static Listing listed(String object) {
        return new Listing.Listed(States.empty().add(object).all().toList());
    }

    private static Optional<RootCause> diagnose(States states) {
        return Diagnosis.of(findings(states), everything(states)).rootCause();
    }

    @ParameterizedTest
    @ValueSource(strings = {"err-image-never-pull", "image-pull-backoff", "crash-loop-backoff", "init-crash-loop",
        "oom-killed", "create-container-config-error", "run-as-non-root-refused", "not-ready",
        "pvc-pending-no-storageclass", "unschedulable", "empty-dir-instead-of-claims", "wrong-service-name"})
    void a_fault_reads_as_in_the_golden_file(String recording) {
        RootCause cause = diagnose(States.recorded(recording)).orElseThrow();

        GoldenFile.assertMatches("diagnosis/" + recording + ".txt", CauseText.of(cause));
    }

    @ParameterizedTest
    @ValueSource(strings = {"healthy-3", "scaled-down-pvcs-kept", "statefulset-deleted-pvcs-kept",
        "partitioned-update"})
    void what_is_as_it_is_meant_to_be_gives_no_diagnosis(String recording) {
        assertThat(diagnose(States.recorded(recording))).isEmpty();
    }

    @Test
    void what_nobody_may_read_makes_it_say_less() {
        States states = States.recorded("pvc-pending-no-storageclass");

        Diagnosis diagnosis = Diagnosis.of(Findings.of(states.state()), everything(states));

        assertThat(diagnosis.rootCause().orElseThrow().finding().found())
                .startsWith("storageclass.storage.k8s.io \"nosuch\" not found");
        assertThat(diagnosis.open()).contains(objects(ResourceKind.STORAGE_CLASS));
    }

    @Test
    void a_healthy_state_asks_nothing() {
        States states = States.recorded("healthy-3");

        assertThat(Diagnosis.of(Findings.of(states.state()), everything(states)).open()).isEmpty();
    }

}
