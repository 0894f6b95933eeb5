package dev.statelab.hostile.fooling;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.statelab.hostile.grader.GraderRun;
import dev.statelab.hostile.table.Attack;
import dev.statelab.hostile.table.Ledger;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A webhook, an aggregated API or an API server of the student's own says what is not so. */
@Attack("Answers that are made up")
class LyingApiTest {

    @TempDir
    private Path folder = Path.of("");

    /** Says the same of each request for an application. */
    private static Tricks applicationSays(String body) {
        return new Tricks() {
            @Override
            public Optional<Said> insteadOf(Asked asked) {
                return asked.isForAnApplication()
                        ? Optional.of(new Said(200, "application/json", body))
                        : Optional.empty();
            }
        };
    }

    private static void assertNoPointsForData(JsonNode evaluation, Ledger ledger) {
        for (String criterion : new String[]{"retrieve-data", "data-persistence"}) {
            if (Work.outcome(evaluation, criterion).equals("passed")) {
                throw ledger.wrongScore(criterion + " passed by made-up answers");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"status\":\"success\"}", "{\"status\":\"success\",\"value\":\"*\",\"data\":true}", "ok",
        "", "null", "[]"})
    void an_application_that_always_says_yes_stores_nothing(String answer, Ledger ledger) throws IOException {
        try (Work work = Work.on(folder)) {
            assertThat(work.deployed(Work.REFERENCE).path("score").asInt()).isEqualTo(100);
            try (Front front = new Front(work.cluster(), applicationSays(answer))) {
                assertNoPointsForData(work.graded(front.kubeconfig()), ledger);
            }
        }
    }

    @Test
    void answers_of_an_earlier_evaluation_are_worth_nothing_in_the_next(Ledger ledger) throws IOException {
        Map<String, ConcurrentLinkedQueue<Tricks.Said>> recorded = new ConcurrentHashMap<>();
        try (Work work = Work.on(folder)) {
            JsonNode honest = work.deployed(Work.REFERENCE);
            Tricks recorder = new Tricks() {
                @Override
                public void answered(Asked asked, Said said) {
                    recorded.computeIfAbsent(asked.method(), _ -> new ConcurrentLinkedQueue<>()).add(said);
                }
            };
            try (Front front = new Front(work.cluster(), recorder)) {
                assertThat(work.graded(front.kubeconfig()).path("score").asInt()).isEqualTo(100);
            }
            Tricks replay = new Tricks() {
                @Override
                public Optional<Said> insteadOf(Asked asked) {
                    return asked.isForAnApplication()
                            ? Optional.ofNullable(recorded.get(asked.method())).map(ConcurrentLinkedQueue::poll)
                            : Optional.empty();
                }
            };
            try (Front front = new Front(work.cluster(), replay)) {
                JsonNode replayed = work.graded(front.kubeconfig());

                assertNoPointsForData(replayed, ledger);
                assertThat(replayed.path("id")).isNotEqualTo(honest.path("id"));
            }
        }
    }

    /** The grader waits a minute for the fourth pod. */
    @Test
    @Tag("long")
    @Timeout(value = 5, unit = TimeUnit.MINUTES)
    void replicas_that_are_only_said_to_be_there_are_missed_among_the_pods(Ledger ledger) throws IOException {
        try (Work work = Work.on(folder)) {
            Path three = Files.writeString(folder.resolve("three.yaml"),
                    Files.readString(Work.EMPTY_DIR).replace("replicas: 4", "replicas: 3"));
            Tricks four = new Tricks() {
                @Override
                public ObjectNode shown(String kind, ObjectNode object) {
                    if (kind.equals("StatefulSet")) {
                        ((ObjectNode) object.path("spec")).put("replicas", 4);
                        ((ObjectNode) object.path("status")).put("replicas", 4).put("readyReplicas", 4)
                                .put("availableReplicas", 4).put("currentReplicas", 4).put("updatedReplicas", 4);
                    }
                    return object;
                }
            };
            try (Front front = new Front(work.cluster(), four)) {
                JsonNode evaluation = work.graded(front.kubeconfig(), "--apply", three.toString());

                assertThat(Work.outcome(evaluation, "replicas")).isEqualTo("passed");
                if (Work.outcome(evaluation, "pods-running").equals("passed")) {
                    throw ledger.wrongScore("three pods of four passed");
                }
            }
        }
    }

    @Test
    void claims_that_are_only_said_to_be_asked_for_are_missed(Ledger ledger) throws IOException {
        try (Work work = Work.on(folder)) {
            JsonNode _ = work.deployed(Work.EMPTY_DIR);
            Tricks claims = new Tricks() {
                @Override
                public ObjectNode shown(String kind, ObjectNode object) {
                    if (kind.equals("StatefulSet")) {
                        ObjectNode template = JsonNodeFactory.instance.objectNode();
                        template.putObject("metadata").put("name", "data");
                        template.putObject("spec").putArray("accessModes").add("ReadWriteOnce");
                        template.withObject("/spec/resources/requests").put("storage", "1Mi");
                        ((ObjectNode) object.path("spec")).putArray("volumeClaimTemplates").add(template);
                    }
                    return object;
                }
            };
            try (Front front = new Front(work.cluster(), claims)) {
                JsonNode evaluation = work.graded(front.kubeconfig());

                assertThat(evaluation.toString()).doesNotContain("no volumeClaimTemplates");
                if (evaluation.path("score").asInt() > 65) {
                    throw ledger.wrongScore("more than the true 65 points: " + evaluation.path("score"));
                }
                assertThat(Work.outcome(evaluation, "pvcs-created")).isNotEqualTo("passed");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"kind\":\"Status\",\"apiVersion\":\"v1\",\"status\":\"Success\"}", "yes", "[]",
        "{\"kind\":\"List\",\"items\":[{}]}",
        "{\"kind\":\"List\",\"apiVersion\":\"v1\",\"metadata\":{\"resourceVersion\":\"1\"},\"items\":[]}",
        "{\"kind\":\"StatefulSet\",\"metadata\":{\"name\":\"key-value-svc\",\"uid\":\"u\"},\"spec\":{\"replicas\":4}}"})
    void a_server_that_says_yes_to_everything_gives_no_points(String answer, Ledger ledger) throws IOException {
        try (Work work = Work.on(folder); Front front = new Front(work.cluster(), new Tricks() {
            @Override
            public Optional<Said> insteadOf(Asked asked) {
                return Optional.of(new Said(200, "application/json", answer));
            }
        })) {
            GraderRun run = work.run(front.kubeconfig(), "text");

            if (run.exitCode() == 0 || run.out().contains("100 of 100")) {
                throw ledger.wrongScore(run.out());
            }
            assertThat(run.exitCode()).as(run.printed()).isIn(1, 3);
            assertThat(run.printed()).doesNotContain("\tat ");
        }
    }
}
