package dev.statelab.batch.result;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.statelab.batch.roster.Roster;
import dev.statelab.batch.roster.RosterMistake;
import dev.statelab.batch.roster.Student;
import dev.statelab.batch.roster.Work;
import dev.statelab.batch.roster.Work.Live;
import dev.statelab.batch.roster.Work.Nothing;
import dev.statelab.batch.roster.Work.Submitted;
import dev.statelab.batch.roster.Work.Unclear;
import dev.statelab.core.task.Criterion;
import dev.statelab.core.task.Task;

/**
 * Who is graded by what: {@code batch.json}, {@code statelab.dev/batch/v1}. With it the results can be read without the
 * roster and without the task.
 *
 * @param json {@code task} with {@code name}, {@code title}, {@code version}, {@code maxScore}, {@code passMark} and
 *     {@code criteria}; {@code rubric}, the text of the task's file; {@code extraColumns}; {@code students} with {@code id}, {@code name}, {@code row}, {@code file},
 *     {@code work} and {@code extras}; {@code rosterMistakes}
 */
record ClassPlan(JsonNode json) {

    static final String SCHEMA = "statelab.dev/batch/v1";

    static ClassPlan of(Rubric rubric, Roster roster) {
        Task task = rubric.task();
        ObjectNode json = Json.MAPPER.createObjectNode().put("schema", SCHEMA);
        ObjectNode graded = json.putObject("task").put("name", task.name()).put("title", task.title())
                .put("version", task.version()).put("maxScore", task.maxPoints()).put("passMark", task.passMark());
        ArrayNode criteria = graded.putArray("criteria");
        for (Criterion criterion : task.criteria()) {
            criteria.addObject().put("id", criterion.id()).put("title", criterion.title())
                    .put("maxPoints", criterion.points());
        }
        json.put("rubric", rubric.text());
        roster.extraColumns().forEach(json.putArray("extraColumns")::add);
        ArrayNode students = json.putArray("students");
        roster.students().forEach(student -> students.add(student(student)));
        ArrayNode mistakes = json.putArray("rosterMistakes");
        for (RosterMistake mistake : roster.mistakes()) {
            mistakes.addObject().put("row", mistake.row()).put("column", mistake.column())
                    .put("message", mistake.toString());
        }
        return new ClassPlan(json);
    }

    private static ObjectNode student(Student student) {
        ObjectNode json = Json.MAPPER.createObjectNode().put("id", student.id()).put("name", student.name())
                .put("row", student.row()).put("file", FileName.of(student.id()) + ".json");
        json.set("work", work(student.work()));
        ObjectNode extras = json.putObject("extras");
        student.extras().forEach(extras::put);
        return json;
    }

    /** What a result is a result of: the same student with other work has to be graded again. */
    static ObjectNode work(Work work) {
        ObjectNode json = Json.MAPPER.createObjectNode();
        switch (work) {
            case Live(var kubeconfig, String context, String namespace) -> json
                    .put("kubeconfig", kubeconfig.toString()).put("context", context).put("namespace", namespace);
            case Submitted(var path, String namespace) -> json.put("submission", path.toString())
                    .put("namespace", namespace);
            case Nothing() -> {
            }
            case Unclear(RosterMistake mistake) -> json.put("unclear", mistake.toString());
        }
        return json;
    }

    /** What has to be the same for results to belong together. */
    JsonNode task() {
        return json.path("task");
    }

    /** The text of the task's file; empty in results of before it was kept. */
    String rubric() {
        return json.path("rubric").asText();
    }

    /** Who is graded is as it is here, and by what as it is there. */
    ClassPlan by(ClassPlan other) {
        ObjectNode both = json.deepCopy();
        both.set("task", other.task());
        both.set("rubric", other.json.path("rubric"));
        return new ClassPlan(both);
    }

    JsonNode students() {
        return json.path("students");
    }
}
