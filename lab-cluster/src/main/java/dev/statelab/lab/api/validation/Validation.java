package dev.statelab.lab.api.validation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.statelab.lab.api.Part;
import dev.statelab.lab.api.ResourceType;
import dev.statelab.lab.api.ResourceTypes;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/** Which fields of an object are wrong, after the defaults were filled in. */
public final class Validation {

    private static final Map<ResourceType, BiConsumer<JsonNode, Errors>> OBJECTS = Map.ofEntries(
            Map.entry(ResourceTypes.POD, PodValidation::check),
            Map.entry(ResourceTypes.DAEMON_SET, WorkloadValidation::checkDaemonSet),
            Map.entry(ResourceTypes.DEPLOYMENT, WorkloadValidation::checkDeployment),
            Map.entry(ResourceTypes.REPLICA_SET, WorkloadValidation::checkReplicaSet),
            Map.entry(ResourceTypes.STATEFUL_SET, StatefulSetValidation::check),
            Map.entry(ResourceTypes.JOB, JobValidation::check),
            Map.entry(ResourceTypes.CRON_JOB, JobValidation::checkCronJob),
            Map.entry(ResourceTypes.SERVICE, ServiceValidation::check),
            Map.entry(ResourceTypes.PERSISTENT_VOLUME_CLAIM, ClaimValidation::check),
            Map.entry(ResourceTypes.CONFIG_MAP, Validation::checkKeys),
            Map.entry(ResourceTypes.SECRET, Validation::checkKeys));

    private static final Map<ResourceType, Change> CHANGES = Map.of(
            ResourceTypes.POD, PodValidation::checkUpdate,
            ResourceTypes.DAEMON_SET, WorkloadValidation::checkUpdate,
            ResourceTypes.DEPLOYMENT, WorkloadValidation::checkUpdate,
            ResourceTypes.REPLICA_SET, WorkloadValidation::checkUpdate,
            ResourceTypes.STATEFUL_SET, StatefulSetValidation::checkUpdate,
            ResourceTypes.JOB, JobValidation::checkUpdate,
            ResourceTypes.SERVICE, ServiceValidation::checkUpdate,
            ResourceTypes.PERSISTENT_VOLUME_CLAIM, ClaimValidation::checkUpdate);

    private Validation() {}

    /** Checks one state of an object against the one before. */
    @FunctionalInterface
    private interface Change {
        void check(ObjectNode present, ObjectNode next, Errors errors);
    }

    public static List<FieldError> ofNew(ResourceType type, ObjectNode object) {
        Errors errors = new Errors();
        MetadataValidation.check(type, object, errors);
        OBJECTS.getOrDefault(type, (_, _) -> {}).accept(object, errors);
        return errors.found();
    }

    /** Of an update; the status is the writer's own business. */
    public static List<FieldError> ofUpdate(ResourceType type, ObjectNode present, ObjectNode next, Part part) {
        Errors errors = new Errors();
        if (part == Part.OBJECT) {
            MetadataValidation.checkUpdate(next, errors);
            CHANGES.getOrDefault(type, (_, _, _) -> {}).check(present, next, errors);
            OBJECTS.getOrDefault(type, (_, _) -> {}).accept(next, errors);
        }
        return errors.found();
    }

    private static void checkKeys(JsonNode object, Errors errors) {
        for (String field : List.of("data", "binaryData")) {
            object.path(field)
                    .fieldNames()
                    .forEachRemaining(key -> errors.invalid(field + "[" + key + "]", key, Syntax.configKey(key)));
        }
    }
}
