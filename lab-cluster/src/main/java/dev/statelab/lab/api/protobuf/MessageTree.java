package dev.statelab.lab.api.protobuf;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import dev.statelab.lab.api.object.Metadata;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.List;
import java.util.Set;

/**
 * A message as the JSON that Kubernetes writes for it. The fields of a message have the names that they have in JSON, but
 * for the structures that Go embeds.
 */
final class MessageTree {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final ObjectMapper JSON = new ObjectMapper();

    private static final String GO_LIBRARY = "k8s.io.apimachinery.pkg.";

    /** Their own fields stand in the structure that they are in: those without a JSON name in Go's types. */
    private static final Set<String> EMBEDDED = Set.of("volumeSource", "persistentVolumeSource", "handler",
            "localObjectReference", "ephemeralContainerCommon", "ingressRuleValue", "rule", "ruleWithOperations");

    /** Structures that stand for a list. */
    private static final Set<String> LISTS = Set.of("ExtraValue", "Verbs");

    private static final DateTimeFormatter MICRO_TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSS'Z'")
            .withZone(ZoneOffset.UTC);

    private MessageTree() {}

    static ObjectNode object(Message message) {
        ObjectNode object = NODES.objectNode();
        message.getAllFields().forEach((field, value) -> add(object, field, value));
        return object;
    }

    private static void add(ObjectNode object, FieldDescriptor field, Object value) {
        if (field.isMapField()) {
            object.set(field.getName(), map((List<?>) value));
        } else if (field.isRepeated()) {
            ArrayNode array = object.putArray(field.getName());
            ((List<?>) value).forEach(element -> array.add(value(element)));
        } else if (value instanceof Message message && EMBEDDED.contains(field.getName())) {
            object.setAll(object(message));
        } else if (!isZero(value) || PointerFields.has(field)) {
            JsonNode tree = value(value);
            if (!tree.isNull()) {
                object.set(field.getName(), tree);
            }
        }
    }

    private static ObjectNode map(List<?> entries) {
        ObjectNode map = NODES.objectNode();
        for (Object entry : entries) {
            Message pair = (Message) entry;
            List<FieldDescriptor> fields = pair.getDescriptorForType().getFields();
            map.set(pair.getField(fields.get(0)).toString(), value(pair.getField(fields.get(1))));
        }
        return map;
    }

    private static boolean isZero(Object value) {
        return switch (value) {
            case Number number -> number.doubleValue() == 0;
            case String text -> text.isEmpty();
            case Boolean truth -> !truth;
            case ByteString bytes -> bytes.isEmpty();
            default -> false;
        };
    }

    private static JsonNode value(Object value) {
        return switch (value) {
            case Integer number -> NODES.numberNode(number);
            case Long number -> NODES.numberNode(number);
            case Double number -> NODES.numberNode(number);
            case Float number -> NODES.numberNode(number);
            case Boolean truth -> NODES.booleanNode(truth);
            case String text -> NODES.textNode(text);
            case ByteString bytes -> NODES.textNode(Base64.getEncoder().encodeToString(bytes.toByteArray()));
            case EnumValueDescriptor constant -> NODES.textNode(constant.getName());
            case Message message -> message(message);
            default -> throw new IllegalArgumentException("not a value of a message: " + value.getClass());
        };
    }

    private static JsonNode message(Message message) {
        String type = message.getDescriptorForType().getFullName();
        if (LISTS.contains(message.getDescriptorForType().getName())) {
            return object(message).withArrayProperty("items");
        }
        if (!type.startsWith(GO_LIBRARY)) {
            return object(message);
        }
        return switch (type.substring(GO_LIBRARY.length())) {
            case "api.resource.Quantity" -> NODES.textNode((String) field(message, "string"));
            case "util.intstr.IntOrString" -> (Long) field(message, "type") == 0
                    ? NODES.numberNode((Integer) field(message, "intVal"))
                    : NODES.textNode((String) field(message, "strVal"));
            case "apis.meta.v1.Time" -> isEmpty(message)
                    ? NODES.nullNode()
                    : NODES.textNode(Metadata.time(instant(message)));
            case "apis.meta.v1.MicroTime" -> isEmpty(message)
                    ? NODES.nullNode()
                    : NODES.textNode(MICRO_TIME.format(instant(message)));
            case "apis.meta.v1.FieldsV1" -> json((ByteString) field(message, "Raw"));
            case "runtime.RawExtension" -> json((ByteString) field(message, "raw"));
            default -> object(message);
        };
    }

    private static boolean isEmpty(Message message) {
        return message.getAllFields().isEmpty();
    }

    private static Instant instant(Message time) {
        return Instant.ofEpochSecond((Long) field(time, "seconds"), (Integer) field(time, "nanos"));
    }

    static Object field(Message message, String name) {
        return message.getField(message.getDescriptorForType().findFieldByName(name));
    }

    private static JsonNode json(ByteString bytes) {
        try {
            return bytes.isEmpty() ? NODES.nullNode() : JSON.readTree(bytes.toStringUtf8());
        } catch (JsonProcessingException broken) {
            throw new IllegalArgumentException(broken.getOriginalMessage(), broken);
        }
    }
}
