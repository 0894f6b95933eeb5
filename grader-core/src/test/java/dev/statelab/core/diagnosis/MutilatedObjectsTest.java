package dev.statelab.core.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.statelab.core.Limits;
import dev.statelab.core.cluster.Listing;
import dev.statelab.core.cluster.PodLog;
import dev.statelab.core.cluster.ResourceKind;
import dev.statelab.core.cluster.Target;
import dev.statelab.core.judging.States;
import dev.statelab.core.result.Evidence;
import dev.statelab.core.result.RootCause;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Recorded states of which anything may be missing, of another type, or hostile. */
class MutilatedObjectsTest {

    private static final List<String> RECORDINGS = List.of("err-image-never-pull", "image-pull-backoff",
            "crash-loop-backoff", "init-crash-loop", "oom-killed", "create-container-config-error",
            "run-as-non-root-refused", "not-ready", "pvc-pending-no-storageclass", "unschedulable",
            "empty-dir-instead-of-claims", "wrong-service-name", "healthy-3");

    private static final int CUT = " more characters)".length() + 12;

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    @Provide
    Arbitrary<String> recordings() {
        return Arbitraries.of(RECORDINGS);
    }

    @Property(tries = 200, seed = "42")
    void no_diagnosis_fails_or_grows_beyond_its_limits(@ForAll @From("recordings") String recording,
            @ForAll long seed) {
        Random random = new Random(seed);
        States states = States.recorded(recording);
        List<ObjectNode> objects = states.nodes();
        for (int change = 0; change < 1 + random.nextInt(20); change++) {
            mutilate(objects.get(random.nextInt(objects.size())), random);
        }

        for (Subject subject : subjects(states)) {
            Findings findings = answered(states, subject);
            Optional<RootCause> cause = Diagnosis.of(findings, subject).rootCause();

            cause.ifPresent(MutilatedObjectsTest::isWithinLimits);
        }
    }

    private static List<Subject> subjects(States states) {
        Evidence.Request request = new Evidence.Request(new Target.Pod("kv-0"), 5000, "GET", "/", "");
        return List.of(
                Patients.of(states, "volumeClaimTemplates", "volumeMounts", "selector", "serviceName", "endpoints"),
                new Subject.Manifest(states.all("StatefulSet"), Set.of("volumeMounts", "serviceName", "selector")),
                new Subject.Absent(ResourceKind.STATEFUL_SET, "other"),
                new Subject.Absent(ResourceKind.POD, "kv-1"),
                new Subject.Unanswered(new Evidence.NoAnswer(request, "connection refused")),
                new Subject.Unanswered(new Evidence.NoAnswer(request, "no answer")),
                new Subject.Answered(new Evidence.Exchange(request, 500, "permission denied: /data/x"), false),
                new Subject.Answered(new Evidence.Exchange(request, 404, ""), true));
    }

    /** Whatever is asked is answered with what is at hand. */
    private static Findings answered(States states, Subject subject) {
        Findings findings = Findings.of(states.state());
        for (Question question : Diagnosis.of(findings, subject).open()) {
            findings = switch (question) {
                case Question.Objects objects -> findings.with(objects, new Listing.Listed(states.all().toList()));
                case Question.Log log -> findings.with(log, new PodLog.Written(("\u001b[2J" + "x".repeat(2_000) + "\n")
                        .repeat(50)));
            };
        }
        return findings;
    }

    private static void isWithinLimits(RootCause cause) {
        assertThat(Stream.of(cause.id(), cause.title(), cause.finding().expected(), cause.finding().found(),
                cause.finding().hint())).allMatch(text -> text.length() <= Limits.TEXT + CUT);
        assertThat(cause.title()).isNotBlank();
        assertThat(cause.log()).hasSizeLessThanOrEqualTo(Limits.LOG_LINES)
                .allMatch(line -> line.length() <= Limits.LOG_LINE + CUT);
        assertThat(cause.consequences()).hasSizeLessThanOrEqualTo(Limits.CONSEQUENCES);
        assertThat(cause.evidence()).hasSizeBetween(1, Limits.EVIDENCE_PIECES)
                .allMatch(piece -> piece.toString().length() <= 2 * Limits.EVIDENCE_BODY);
    }

    /** Takes away, empties or replaces one field somewhere below. */
    private static void mutilate(ObjectNode object, Random random) {
        List<Runnable> changes = new ArrayList<>();
        collect(object, random, changes);
        if (!changes.isEmpty()) {
            changes.get(random.nextInt(changes.size())).run();
        }
    }

    private static void collect(JsonNode node, Random random, List<Runnable> changes) {
        if (node instanceof ObjectNode object) {
            for (Map.Entry<String, JsonNode> field : object.properties()) {
                changes.add(() -> object.remove(field.getKey()));
                changes.add(() -> object.set(field.getKey(), something(random)));
                collect(field.getValue(), random, changes);
            }
        } else if (node instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                int index = i;
                changes.add(() -> array.remove(index));
                changes.add(() -> array.set(index, something(random)));
                collect(array.get(i), random, changes);
            }
        }
    }

    private static JsonNode something(Random random) {
        return switch (random.nextInt(9)) {
            case 0 -> JSON.nullNode();
            case 1 -> JSON.numberNode(random.nextLong());
            case 2 -> JSON.booleanNode(random.nextBoolean());
            case 3 -> JSON.textNode("");
            case 4 -> JSON.textNode("x".repeat(100_000));
            case 5 -> JSON.textNode("\u001b[31m\\E$1%s`reboot`\u202e");
            case 6 -> JSON.arrayNode().add(1).add("a").addNull();
            case 7 -> JSON.objectNode().put("name", "n").put("%d", "{}");
            default -> JSON.textNode("runAsNonRoot configmap \"" + "y".repeat(300) + "\" not found");
        };
    }
}
