package dev.statelab.batch.result;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What is different between two texts of one task: only what it gives and says, or also what it asks for. */
final class RubricChange {

    private static final YAMLMapper YAML = new YAMLMapper();
    private static final List<String> ABOUT_TASK = List.of("title", "version", "description");
    private static final List<String> ABOUT_CRITERION = List.of("title", "summary", "points");
    private static final List<String> ABOUT_EXPECTATION = List.of("points", "expected", "hint", "show");

    private final ObjectNode before;
    private final ObjectNode now;

    private RubricChange(ObjectNode before, ObjectNode now) {
        this.before = before;
        this.now = now;
    }

    /** @throws ResultsException when one of them is no task, which {@link dev.statelab.core.task.TaskReader} would have told */
    static RubricChange between(String before, String now) {
        return new RubricChange(tree(before), tree(now));
    }

    private static ObjectNode tree(String text) {
        try {
            if (YAML.readTree(text) instanceof ObjectNode object) {
                return object;
            }
        } catch (JsonProcessingException damaged) {
            throw new ResultsException("The rubric that the results were judged by cannot be read: "
                    + damaged.getOriginalMessage(), damaged);
        }
        throw new ResultsException("The results do not say by which rubric they were judged.");
    }

    /** What is asked for otherwise than before: criteria by their ids, or a part of the task; empty when nothing is. */
    List<String> judgedOtherwise() {
        List<String> different = new ArrayList<>();
        ObjectNode taskBefore = withoutCriteria(before);
        if (!taskBefore.equals(withoutCriteria(now))) {
            different.add("what is observed");
        }
        Stream.concat(ids(before), ids(now)).distinct()
                .filter(id -> !question(before, id).equals(question(now, id))).forEach(different::add);
        return different;
    }

    /** Whether a criterion's points are shared out among its expectations as before. */
    boolean hasSamePoints(String id) {
        return criterion(before, id).path("points").equals(criterion(now, id).path("points"))
                && expectations(before, id).map(each -> each.path("points")).toList()
                        .equals(expectations(now, id).map(each -> each.path("points")).toList());
    }

    /**
     * What a criterion says now where it said this text before.
     *
     * @param field {@code hint} or {@code expected}
     * @return empty where the text was made of what was observed then, or will be
     */
    Optional<String> textNow(String id, String field, String said) {
        List<JsonNode> then = expectations(before, id).toList();
        List<JsonNode> today = expectations(now, id).toList();
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < then.size(); i++) {
            if (then.get(i).path(field).asText().strip().equals(said.strip())) {
                texts.add(today.get(i).path(field).asText().strip());
            }
        }
        return texts.stream().distinct().count() == 1
                ? texts.stream().filter(text -> !text.contains("${")).findFirst()
                : Optional.empty();
    }

    /** Whether anything that a criterion tells students is different. */
    boolean speaksOtherwise(String id) {
        return !expectations(before, id).map(RubricChange::words).toList()
                .equals(expectations(now, id).map(RubricChange::words).toList());
    }

    private static List<String> words(JsonNode expectation) {
        return Stream.of("expected", "hint", "show").map(field -> expectation.path(field).asText()).toList();
    }

    private static ObjectNode withoutCriteria(ObjectNode task) {
        ObjectNode rest = task.deepCopy();
        if (rest.path("metadata") instanceof ObjectNode metadata) {
            metadata.remove(ABOUT_TASK);
        }
        if (rest.path("spec") instanceof ObjectNode spec) {
            spec.remove(List.of("criteria", "passMark", "maxPoints"));
        }
        return rest;
    }

    private static Stream<String> ids(ObjectNode task) {
        return task.at("/spec/criteria").valueStream().map(criterion -> criterion.path("id").asText());
    }

    private static JsonNode criterion(ObjectNode task, String id) {
        return task.at("/spec/criteria").valueStream().filter(each -> each.path("id").asText().equals(id)).findFirst()
                .orElseGet(MissingNode::getInstance);
    }

    /** A criterion without what it gives and says. */
    private static JsonNode question(ObjectNode task, String id) {
        JsonNode question = criterion(task, id).deepCopy();
        if (question instanceof ObjectNode object) {
            object.remove(ABOUT_CRITERION);
        }
        Stream.concat(question.path("expect").valueStream(),
                question.path("steps").valueStream().flatMap(step -> step.path("expect").valueStream()))
                .forEach(expectation -> {
                    if (expectation instanceof ObjectNode object) {
                        object.remove(ABOUT_EXPECTATION);
                    }
                });
        return question;
    }

    private static Stream<JsonNode> expectations(ObjectNode task, String id) {
        JsonNode criterion = criterion(task, id);
        return Stream.concat(criterion.path("expect").valueStream(),
                criterion.path("steps").valueStream().flatMap(step -> step.path("expect").valueStream()));
    }
}
