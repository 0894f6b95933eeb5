package dev.statelab.core.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.statelab.core.cluster.PodLog;
import dev.statelab.core.cluster.Target;
import dev.statelab.core.judging.States;
import dev.statelab.core.result.Evidence;
import dev.statelab.core.result.RootCause;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RequestFaultsTest {

    private static Evidence.Request request(int port) {
        return new Evidence.Request(new Target.Pod("kv-0"), port, "POST", "/obj/k", "v");
    }

    private static Optional<RootCause> unanswered(States states, int port, String reason, String log) {
        return Patients.diagnosed(Findings.of(states.state()).with(new Question.Log("kv-0", "app", false),
                new PodLog.Written(log)), new Subject.Unanswered(new Evidence.NoAnswer(request(port), reason)));
    }

    private static Optional<RootCause> answered(States states, int status, String body, String log, boolean restarted) {
        return Patients.diagnosed(Findings.of(states.state()).with(new Question.Log("kv-0", "app", false),
                new PodLog.Written(log)),
                new Subject.Answered(new Evidence.Exchange(request(5000), status, body), restarted));
    }

    private static States healthy() {
        return States.recorded("healthy-3");
    }

    @Test
    void a_port_that_nothing_listens_on_is_compared_with_those_declared() {
        RootCause cause = unanswered(healthy(), 8080, "connection refused on port 8080", "").orElseThrow();

        assertThat(cause.title()).isEqualTo("Nothing listens on port 8080 of pod kv-0");
        assertThat(cause.finding().found())
                .isEqualTo("connection refused on port 8080; container app declares port 5000");
        assertThat(cause.finding().hint())
                .isEqualTo("let the application listen on port 8080, and declare it in `containerPort`");
    }

    @Test
    void an_application_that_says_it_listens_on_loopback_is_believed() {
        RootCause cause = unanswered(healthy(), 5000, "connection refused on port 5000",
                "starting\n * Running on http://127.0.0.1:5000\n").orElseThrow();

        assertThat(cause.title())
                .isEqualTo("The application listens on 127.0.0.1, where only its own pod reaches it");
        assertThat(cause.finding().found()).contains("Running on http://127.0.0.1:5000");
    }

    @Test
    void an_application_that_says_it_listens_on_another_port_is_believed() {
        RootCause cause = unanswered(healthy(), 5000, "connection refused on port 5000",
                "kv: listening on port 5001, data in /data\n").orElseThrow();

        assertThat(cause.title()).isEqualTo("The application listens on port 5001, not on 5000");
        assertThat(cause.finding().found()).endsWith("log: kv: listening on port 5001, data in /data");
    }

    @Test
    void a_service_that_leads_to_nobody_is_told_by_its_selector() {
        States states = healthy().change("Service", "kv-headless",
                service -> ((ObjectNode) service.path("spec").path("selector")).put("app", "kvs"));
        Evidence.Request request = new Evidence.Request(new Target.Service("kv-headless"), 5000, "GET", "/", "");

        RootCause cause = Patients.diagnosed(Findings.of(states.state()),
                new Subject.Unanswered(new Evidence.NoAnswer(request, "no endpoints available"))).orElseThrow();

        assertThat(cause.title()).isEqualTo("The selector of Service kv-headless fits none of the pods of kv");
    }

    @Test
    void a_loopback_address_of_another_port_proves_nothing() {
        assertThat(unanswered(healthy(), 5000, "connection refused on port 5000", "database at 127.0.0.1:5432\n")
                .orElseThrow().title()).isEqualTo("Nothing listens on port 5000 of pod kv-0");
    }

    @Test
    void an_application_that_is_silent_is_told_with_the_end_of_its_log() {
        RootCause cause = unanswered(healthy(), 5000, "no answer within 10 s from port 5000", "waiting for lock\n")
                .orElseThrow();

        assertThat(cause.title()).isEqualTo("The application in pod kv-0 does not answer");
        assertThat(cause.log()).containsExactly("waiting for lock");
    }

    @Test
    void a_pod_that_is_not_ready_explains_the_silence() {
        States states = Patients.waiting("InvalidImageName", "");

        assertThat(unanswered(states, 5000, "connection refused on port 5000", "").orElseThrow().id())
                .isEqualTo("image-name Pod/kv-0");
    }

    @Test
    void a_file_of_somebody_else_is_named_with_owner_and_user() {
        RootCause cause = answered(healthy(), 500,
                "{\"error\":\"cannot write /data/k: permission denied\",\"owner\":\"0:0\",\"uid\":1000}", "", false)
                .orElseThrow();

        assertThat(cause.title()).isEqualTo("The application may not write /data/k");
        assertThat(cause.finding().expected())
                .isEqualTo("/data/k to be writable by user 1000 in container app of pod kv-0");
        assertThat(cause.finding().found()).isEqualTo("status 500 for POST /obj/k; the file belongs to 0:0, as the"
                + " application says; it is on the volume data, mounted at /data; the pod has no `fsGroup`");
        assertThat(cause.finding().hint()).contains("fsGroup: 1000").contains("chown -R 1000:1000 /data");
    }

    @Test
    void nobody_guesses_a_user_that_nothing_tells() {
        RootCause cause = answered(healthy(), 500, "Internal Server Error",
                "PermissionError: [Errno 13] Permission denied: '/data/k'\n", false).orElseThrow();

        assertThat(cause.finding().expected()).isEqualTo("/data/k to be writable in container app of pod kv-0");
        assertThat(cause.finding().hint()).contains("fsGroup: UID").doesNotContain("1000");
    }

    @Test
    void a_mount_that_is_read_only_is_named() {
        States states = healthy();
        ((ObjectNode) Patients.spec(states).path("volumeMounts").get(0)).put("readOnly", true);

        RootCause cause = answered(states, 500, "", "OSError: [Errno 30] Read-only file system: '/data/k'\n", false)
                .orElseThrow();

        assertThat(cause.title()).isEqualTo("The application may not write /data/k, which is read-only");
        assertThat(cause.finding().hint()).isEqualTo("leave out `readOnly: true` at the mount data");
    }

    @Test
    void another_error_is_told_with_the_end_of_the_log() {
        RootCause cause = answered(healthy(), 502, "", "KeyError: 'PORT'\n", false).orElseThrow();

        assertThat(cause.title()).isEqualTo("The application in pod kv-0 answers with status 502");
        assertThat(cause.log()).containsExactly("KeyError: 'PORT'");
    }

    @Test
    void what_was_forgotten_at_a_restart_is_told_with_the_mounts() {
        assertThat(answered(healthy(), 404, "", "", true).orElseThrow().finding().found())
                .isEqualTo("status 404; container app mounts data at /data");
    }

    @Test
    void a_wrong_answer_without_an_error_speaks_for_itself() {
        assertThat(answered(healthy(), 404, "", "", false)).isEmpty();
    }
}
