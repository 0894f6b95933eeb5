package dev.statelab.lab.api.http.table;

import static dev.statelab.lab.api.http.table.Cells.conditions;
import static dev.statelab.lab.api.http.table.Cells.joined;
import static dev.statelab.lab.api.http.table.Cells.labels;

import com.fasterxml.jackson.databind.JsonNode;
import dev.statelab.lab.api.ResourceType;
import dev.statelab.lab.api.ResourceTypes;
import dev.statelab.lab.api.object.Metadata;
import dev.statelab.lab.api.select.LabelSelector;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** The columns of what keeps pods running. */
final class WorkloadColumns {

    private static final String TEMPLATE = "/spec/template";

    private static final List<String> JOB_STATES = List.of("Complete", "Failed");
    private static final List<String> OPEN_JOB_STATES = List.of("Suspended", "FailureTarget", "SuccessCriteriaMet");

    static final Map<ResourceType, List<Column>> OF_TYPE = Map.ofEntries(
            Map.entry(ResourceTypes.DEPLOYMENT, with(List.of(Column.NAME,
                    Column.text("Ready", deployment -> share(deployment, "/status/readyReplicas", "/spec/replicas")),
                    Column.count("Up-to-date", "/status/updatedReplicas"),
                    Column.count("Available", "/status/availableReplicas"),
                    Column.AGE), TEMPLATE, true)),
            Map.entry(ResourceTypes.REPLICA_SET, with(replicas(), TEMPLATE, true)),
            Map.entry(ResourceTypes.REPLICATION_CONTROLLER, with(replicas(), TEMPLATE, true)),
            Map.entry(ResourceTypes.STATEFUL_SET, with(List.of(Column.NAME,
                    Column.text("Ready", set -> share(set, "/status/readyReplicas", "/spec/replicas")),
                    Column.AGE), TEMPLATE, false)),
            Map.entry(ResourceTypes.DAEMON_SET, with(List.of(Column.NAME,
                    Column.count("Desired", "/status/desiredNumberScheduled"),
                    Column.count("Current", "/status/currentNumberScheduled"),
                    Column.count("Ready", "/status/numberReady"),
                    Column.count("Up-to-date", "/status/updatedNumberScheduled"),
                    Column.count("Available", "/status/numberAvailable"),
                    Column.text("Node Selector", set -> labels(set.at(TEMPLATE + "/spec/nodeSelector"))),
                    Column.AGE), TEMPLATE, true)),
            Map.entry(ResourceTypes.JOB, with(List.of(Column.NAME,
                    Column.text("Status", WorkloadColumns::jobStatus),
                    Column.text("Completions", WorkloadColumns::completions),
                    Column.timed("Duration", WorkloadColumns::duration),
                    Column.AGE), TEMPLATE, true)),
            Map.entry(ResourceTypes.CRON_JOB, with(List.of(Column.NAME,
                    Column.text("Schedule", "/spec/schedule", ""),
                    Column.text("Timezone", "/spec/timeZone", Cells.NONE),
                    Column.text("Suspend", job -> Cells.flag(job.at("/spec/suspend"))),
                    Column.sized("Active", "/status/active"),
                    Column.timed("Last Schedule", (job, now) -> job.at("/status/lastScheduleTime").isTextual()
                            ? HumanDuration.since(job.at("/status/lastScheduleTime").asText(), now)
                            : Cells.NONE),
                    Column.AGE), "/spec/jobTemplate/spec/template", true)),
            Map.entry(ResourceTypes.POD_TEMPLATE, List.of(Column.NAME,
                    Column.text("Containers", template -> containers(template, "/template", "name")),
                    Column.text("Images", template -> containers(template, "/template", "image")),
                    Column.text("Pod Labels", template -> labels(template.at("/template/metadata/labels"))))),
            Map.entry(ResourceTypes.POD_DISRUPTION_BUDGET, List.of(Column.NAME,
                    Column.text("Min Available", "/spec/minAvailable", "N/A"),
                    Column.text("Max Unavailable", "/spec/maxUnavailable", "N/A"),
                    Column.count("Allowed Disruptions", "/status/disruptionsAllowed"),
                    Column.AGE)),
            Map.entry(ResourceTypes.HORIZONTAL_POD_AUTOSCALER, List.of(Column.NAME,
                    Column.text("Reference", autoscaler -> autoscaler.at("/spec/scaleTargetRef/kind").asText() + "/"
                            + autoscaler.at("/spec/scaleTargetRef/name").asText()),
                    Column.text("Targets",
                            autoscaler -> joined(autoscaler.at("/spec/metrics"), WorkloadColumns::metric)),
                    Column.text("MinPods", "/spec/minReplicas", Cells.UNSET),
                    Column.count("MaxPods", "/spec/maxReplicas"),
                    Column.count("Replicas", "/status/currentReplicas"),
                    Column.AGE)));

    private WorkloadColumns() {}

    private static List<Column> replicas() {
        return List.of(Column.NAME,
                Column.count("Desired", "/spec/replicas"),
                Column.count("Current", "/status/replicas"),
                Column.count("Ready", "/status/readyReplicas"),
                Column.AGE);
    }

    /** Beside the columns the containers, and for most types the selector, for {@code -o wide}. */
    private static List<Column> with(List<Column> columns, String template, boolean selected) {
        Stream<Column> wide = Stream.of(
                Column.text("Containers", object -> containers(object, template, "name")).wide(),
                Column.text("Images", object -> containers(object, template, "image")).wide());
        Stream<Column> selector = Stream.of(Column.text("Selector", WorkloadColumns::selector).wide());
        return Stream.of(columns.stream(), wide, selected ? selector : Stream.<Column>empty())
                .flatMap(part -> part)
                .toList();
    }

    private static String share(JsonNode object, String part, String whole) {
        return object.at(part).asInt() + "/" + object.at(whole).asInt();
    }

    private static String containers(JsonNode object, String template, String field) {
        return joined(object.at(template + "/spec/containers"), container -> container.path(field).asText());
    }

    private static String selector(JsonNode object) {
        JsonNode selector = object.at("/spec/selector");
        boolean labelsAlone = Metadata.kind(object).equals(ResourceTypes.REPLICATION_CONTROLLER.kind());
        return labelsAlone ? labels(selector) : Cells.orNone(LabelSelector.of(selector).toString());
    }

    private static String jobStatus(JsonNode job) {
        Set<String> conditions = conditions(job);
        return Stream.of(JOB_STATES.stream(),
                Metadata.isTerminating(job) ? Stream.of("Terminating") : Stream.<String>empty(),
                OPEN_JOB_STATES.stream())
                .flatMap(part -> part)
                .filter(state -> state.equals("Terminating") || conditions.contains(state))
                .findFirst()
                .orElse("Running");
    }

    private static String completions(JsonNode job) {
        int succeeded = job.at("/status/succeeded").asInt();
        int parallelism = job.at("/spec/parallelism").asInt();
        if (job.at("/spec/completions").isNumber()) {
            return succeeded + "/" + job.at("/spec/completions").asInt();
        }
        return parallelism > 1 ? succeeded + "/1 of " + parallelism : succeeded + "/1";
    }

    private static String duration(JsonNode job, Instant now) {
        String started = job.at("/status/startTime").asText();
        String completed = job.at("/status/completionTime").asText();
        if (started.isEmpty()) {
            return "";
        }
        return HumanDuration.of(
                Duration.between(Instant.parse(started), completed.isEmpty() ? now : Instant.parse(completed)));
    }

    /** Nobody measures anything here: all that is known is what was asked for. */
    private static String metric(JsonNode metric) {
        JsonNode resource = metric.path("resource");
        JsonNode target = resource.path("target");
        String wanted = target.has("averageUtilization")
                ? target.path("averageUtilization").asInt() + "%"
                : target.path("averageValue").asText("<auto>");
        return resource.isObject()
                ? resource.path("name").asText() + ": <unknown>/" + wanted
                : "<unknown>/" + wanted;
    }
}
