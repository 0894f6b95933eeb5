package dev.statelab.lab.api.validation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.statelab.lab.api.Manifests;
import dev.statelab.lab.api.Part;
import dev.statelab.lab.api.ResourceType;
import dev.statelab.lab.api.ResourceTypes;
import dev.statelab.lab.api.defaults.Defaults;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WorkloadValidationTest {

    private static ObjectNode filled(ResourceType type, String manifest) {
        ObjectNode object = Manifests.yaml(manifest);
        object.withObjectProperty("metadata").put("name", "a").put("namespace", "default").put("uid", "u-1");
        Defaults.ofNew(type, object);
        return object;
    }

    private static List<String> errors(ResourceType type, ObjectNode object) {
        return texts(Validation.ofNew(type, object));
    }

    private static List<String> texts(List<FieldError> errors) {
        return errors.stream().map(error -> error.field() + ": " + error.message()).toList();
    }

    private static ObjectNode deployment(String more) {
        return filled(ResourceTypes.DEPLOYMENT, """
                spec:
                  selector: {matchLabels: {app: a}}
                  template: {metadata: {labels: {app: a}}, spec: {containers: [{name: a, image: a}]}}
                  %s
                """.formatted(more));
    }

    private static ObjectNode job(String podSpec) {
        return filled(ResourceTypes.JOB, "spec: {template: {spec: {%s containers: [{name: a, image: a}]}}}"
                .formatted(podSpec));
    }

    @Test
    void aDeploymentGetsTheUsualDefaults() {
        ObjectNode deployment = deployment("");

        assertThat(errors(ResourceTypes.DEPLOYMENT, deployment)).isEmpty();
        ObjectNode rest = deployment.withObject("/spec").deepCopy().without(List.of("template", "selector"));
        assertThat(rest).isEqualTo(Manifests.yaml("""
                replicas: 1
                strategy: {type: RollingUpdate, rollingUpdate: {maxUnavailable: 25%, maxSurge: 25%}}
                revisionHistoryLimit: 10
                progressDeadlineSeconds: 600
                """));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "replicas: -1 | spec.replicas: Invalid value: -1: must be greater than or equal to 0",
        "minReadySeconds: 600 | spec.progressDeadlineSeconds: Invalid value: 600: must be greater than minReadySeconds",
        "strategy: {type: Sometimes} | spec.strategy.type: Unsupported value: \"Sometimes\": supported values: "
                + "\"Recreate\", \"RollingUpdate\"",
        "strategy: {rollingUpdate: {maxSurge: 0, maxUnavailable: 0}} | spec.strategy.rollingUpdate.maxUnavailable: "
                + "Invalid value: 0: may not be 0 when `maxSurge` is 0"})
    void aDeploymentWithAMistakeIsRefused(String mistake, String problem) {
        assertThat(errors(ResourceTypes.DEPLOYMENT, deployment(mistake))).containsExactly(problem);
    }

    /** Unlike a StatefulSet's, a Deployment's template is looked at when it is written. */
    @Test
    void theTemplateOfADeploymentIsValidated() {
        ObjectNode deployment = filled(ResourceTypes.DEPLOYMENT, """
                spec:
                  selector: {matchLabels: {app: a}}
                  template: {metadata: {labels: {app: b}}, spec: {restartPolicy: Never, containers: [{name: a}]}}
                """);

        assertThat(errors(ResourceTypes.DEPLOYMENT, deployment)).containsExactly(
                "spec.template.metadata.labels: Invalid value: map[string]string{\"app\":\"b\"}: `selector` does not "
                        + "match template `labels`",
                "spec.template.spec.containers[0].image: Required value",
                "spec.template.spec.restartPolicy: Unsupported value: \"Never\": supported values: \"Always\"");
    }

    @Test
    void theSelectorOfADeploymentStays() {
        ObjectNode next = deployment("").deepCopy();
        next.withObject("/spec/selector/matchLabels").put("app", "b");
        next.withObject("/spec/template/metadata/labels").put("app", "b");

        assertThat(texts(Validation.ofUpdate(ResourceTypes.DEPLOYMENT, deployment(""), next, Part.OBJECT)))
                .containsExactly("spec.selector: Invalid value: v1.LabelSelector{MatchLabels:map[string]string"
                        + "{\"app\":\"b\"}, MatchExpressions:[]v1.LabelSelectorRequirement(nil)}: field is immutable");
    }

    @Test
    void aJobSelectsItsPodsByItsUid() {
        ObjectNode job = job("restartPolicy: Never,");

        assertThat(errors(ResourceTypes.JOB, job)).isEmpty();
        assertThat(job.at("/spec/selector/matchLabels")).isEqualTo(
                Manifests.yaml("{batch.kubernetes.io/controller-uid: u-1}"));
        assertThat(job.at("/spec/template/metadata/labels/job-name").asText()).isEqualTo("a");
        assertThat(job.at("/spec/backoffLimit").asInt()).isEqualTo(6);
    }

    @Test
    void aJobEndsSometime() {
        assertThat(errors(ResourceTypes.JOB, job(""))).containsExactly(
                "spec.template.spec.restartPolicy: Required value: valid values: \"OnFailure\", \"Never\"");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"*/5 * * * * | ''", "0 3 1-5,9 jan mon | ''", "@hourly | ''",
        "* * * * | expected exactly 5 fields, found 4: [* * * *]", "@often | unrecognized descriptor: @often",
        "x! * * * * | failed to parse int from x!: strconv.Atoi: parsing \"x!\": invalid syntax"})
    void aCronJobNeedsASchedule(String schedule, String problem) {
        ObjectNode cronJob = filled(ResourceTypes.CRON_JOB, """
                spec:
                  schedule: '%s'
                  jobTemplate:
                    spec: {template: {spec: {restartPolicy: OnFailure, containers: [{name: a, image: a}]}}}
                """.formatted(schedule));

        List<String> expected = problem.isEmpty()
                ? List.of()
                : List.of("spec.schedule: Invalid value: \"" + schedule + "\": " + problem);
        assertThat(errors(ResourceTypes.CRON_JOB, cronJob)).isEqualTo(expected);
    }
}
