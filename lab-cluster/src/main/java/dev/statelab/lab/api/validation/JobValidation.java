package dev.statelab.lab.api.validation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.statelab.lab.api.object.Metadata;
import dev.statelab.lab.api.select.LabelSelector;
import java.util.List;
import java.util.regex.Pattern;

/** Jobs and CronJobs, and what of them may change. */
final class JobValidation {

    /** What a Job adds to a CronJob's name has to fit into the 63 characters of a label. */
    private static final int LONGEST_CRON_JOB_NAME = 52;

    private static final Pattern CRON_MACRO = Pattern.compile(
            "@(yearly|annually|monthly|weekly|daily|midnight|hourly|every \\S+)");

    private static final Pattern CRON_FIELD = Pattern.compile(
            "(\\*|\\?|[0-9A-Za-z]+(-[0-9A-Za-z]+)?)(/\\d+)?(,(\\*|\\?|[0-9A-Za-z]+(-[0-9A-Za-z]+)?)(/\\d+)?)*");

    private static final int CRON_FIELDS = 5;

    private JobValidation() {}

    static void check(JsonNode job, Errors errors) {
        JsonNode spec = job.path("spec");
        checkSpec("spec", spec, errors);
        JsonNode labels = spec.path("template").path("metadata").path("labels");
        if (!spec.path("selector").isObject()) {
            errors.add(FieldError.required("spec.selector", ""));
        } else {
            MetadataValidation.checkSelector("spec.selector", spec.path("selector"), errors);
        }
        if (!LabelSelector.of(spec.path("selector")).matches(Metadata.map(labels))) {
            errors.add(FieldError.invalid("spec.template.metadata.labels", labels,
                    "`selector` does not match template `labels`"));
        }
    }

    static void checkCronJob(JsonNode cronJob, Errors errors) {
        JsonNode spec = cronJob.path("spec");
        if (Metadata.name(cronJob).length() > LONGEST_CRON_JOB_NAME) {
            errors.add(FieldError.invalid("metadata.name", Metadata.name(cronJob),
                    "must be no more than " + LONGEST_CRON_JOB_NAME + " characters"));
        }
        if (spec.path("schedule").asText().isEmpty()) {
            errors.add(FieldError.required("spec.schedule", ""));
        } else {
            checkSchedule(spec.path("schedule").asText(), errors);
        }
        errors.notNegative("spec.startingDeadlineSeconds", spec.path("startingDeadlineSeconds"));
        errors.oneOf("spec.concurrencyPolicy", spec.path("concurrencyPolicy"), List.of("Allow", "Forbid", "Replace"));
        JsonNode jobSpec = spec.path("jobTemplate").path("spec");
        checkSpec("spec.jobTemplate.spec", jobSpec, errors);
        if (jobSpec.path("selector").isObject()) {
            errors.add(FieldError.invalid("spec.jobTemplate.spec.selector", jobSpec.path("selector"),
                    "`selector` will be auto-generated"));
        }
        errors.notNegative("spec.successfulJobsHistoryLimit", spec.path("successfulJobsHistoryLimit"));
        errors.notNegative("spec.failedJobsHistoryLimit", spec.path("failedJobsHistoryLimit"));
    }

    private static void checkSpec(String at, JsonNode spec, Errors errors) {
        for (String count : List.of("parallelism", "completions", "activeDeadlineSeconds", "backoffLimit",
                "ttlSecondsAfterFinished")) {
            errors.notNegative(at + "." + count, spec.path(count));
        }
        errors.oneOf(at + ".completionMode", spec.path("completionMode"), List.of("NonIndexed", "Indexed"));
        if (spec.path("completionMode").asText().equals("Indexed") && !spec.hasNonNull("completions")) {
            errors.add(FieldError.required(at + ".completions", "when completion mode is Indexed"));
        }
        TemplateValidation.check(at + ".template", spec.path("template"), errors);
        if (spec.path("template").path("spec").path("restartPolicy").asText().equals("Always")) {
            errors.add(FieldError.required(at + ".template.spec.restartPolicy",
                    "valid values: \"OnFailure\", \"Never\""));
        }
    }

    private static void checkSchedule(String schedule, Errors errors) {
        String[] fields = schedule.strip().split("\\s+");
        if (schedule.startsWith("@")) {
            if (!CRON_MACRO.matcher(schedule).matches()) {
                errors.add(FieldError.invalid("spec.schedule", schedule, "unrecognized descriptor: " + schedule));
            }
        } else if (fields.length != CRON_FIELDS) {
            errors.add(FieldError.invalid("spec.schedule", schedule, "expected exactly " + CRON_FIELDS
                    + " fields, found " + fields.length + ": [" + String.join(" ", fields) + "]"));
        } else {
            for (String field : fields) {
                if (!CRON_FIELD.matcher(field).matches()) {
                    errors.add(FieldError.invalid("spec.schedule", schedule, "failed to parse int from " + field
                            + ": strconv.Atoi: parsing " + GoValue.quoted(field) + ": invalid syntax"));
                }
            }
        }
    }

    static void checkUpdate(ObjectNode present, ObjectNode next, Errors errors) {
        JsonNode before = present.path("spec");
        JsonNode after = next.path("spec");
        if (!before.path("completionMode").asText().equals("Indexed")) {
            errors.unchanged("spec.completions", before.path("completions"), after.path("completions"));
        }
        errors.unchanged("spec.selector", before.path("selector"), after.path("selector"));
        if (!before.path("suspend").asBoolean()) {
            errors.unchanged("spec.template", before.path("template"), after.path("template"));
        }
        errors.unchanged("spec.completionMode", before.path("completionMode"), after.path("completionMode"));
    }
}
