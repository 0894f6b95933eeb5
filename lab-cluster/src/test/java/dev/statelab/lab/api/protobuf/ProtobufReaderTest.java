package dev.statelab.lab.api.protobuf;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.Message;
import com.google.protobuf.TextFormat;
import dev.statelab.lab.api.ApiException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * {@code kubectl-create.jsonl} has what kubectl 1.32 sent for some commands, and the object that the same commands print
 * with {@code --dry-run=client -o json}.
 */
class ProtobufReaderTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    static Stream<Arguments> recordedCommands() throws IOException {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(Objects.requireNonNull(
                ProtobufReaderTest.class.getResourceAsStream("kubectl-create.jsonl")), UTF_8))) {
            return lines.lines().map(ProtobufReaderTest::parsed).toList().stream()
                    .map(line -> Arguments.of(line.path("command").asText(), line));
        }
    }

    private static JsonNode parsed(String line) {
        try {
            return JSON.readTree(line);
        } catch (JsonProcessingException broken) {
            throw new IllegalArgumentException(broken);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("recordedCommands")
    void a_body_is_the_object_that_kubectl_prints(String command, JsonNode recorded) throws IOException, ApiException {
        ObjectNode read = ProtobufReader.read(recorded.path("body").binaryValue());

        read.remove("status");
        assertThat(read).as(command).isEqualTo(wanted(recorded.path("object")));
    }

    /** Go prints a time that is not set as null, and some counts of a status as zero. */
    private static JsonNode wanted(JsonNode tree) {
        ObjectNode copy = tree.deepCopy();
        copy.remove("status");
        copy.findParents("creationTimestamp").stream()
                .filter(parent -> parent.path("creationTimestamp").isNull())
                .forEach(parent -> ((ObjectNode) parent).remove("creationTimestamp"));
        return copy;
    }

    /** @param text of the message, in protobuf's own text format */
    private static byte[] body(String apiVersion, String kind, String text) {
        return envelope(apiVersion, kind,
                message(MessageTypes.of(apiVersion, kind).orElseThrow(), text).toByteString());
    }

    private static byte[] envelope(String apiVersion, String kind, ByteString raw) {
        Message envelope = message(MessageTypes.ENVELOPE, """
                typeMeta { apiVersion: "%s" kind: "%s" }
                raw: "%s"
                """.formatted(apiVersion, kind, TextFormat.escapeBytes(raw)));
        return ByteString.copyFromUtf8("k8s\0").concat(envelope.toByteString()).toByteArray();
    }

    private static Message message(Descriptor type, String text) {
        DynamicMessage.Builder message = DynamicMessage.newBuilder(type);
        try {
            TextFormat.merge(text, message);
        } catch (TextFormat.ParseException broken) {
            throw new IllegalArgumentException(broken);
        }
        return message.build();
    }

    @Test
    void embedded_structures_vanish() throws ApiException {
        ObjectNode pod = ProtobufReader.read(body("v1", "Pod", """
                spec {
                  volumes {
                    name: "v"
                    volumeSource { configMap { localObjectReference { name: "cm" } defaultMode: 0 } }
                  }
                  containers {
                    name: "c"
                    livenessProbe { handler { httpGet { path: "/" port { type: 1 strVal: "http" } } } periodSeconds: 3 }
                  }
                }
                """));

        assertThat(pod.path("spec")).hasToString(
                """
                        {"volumes":[{"name":"v","configMap":{"name":"cm","defaultMode":0}}],\
                        "containers":[{"name":"c","livenessProbe":{"httpGet":{"path":"/","port":"http"},"periodSeconds":3}}]}""");
    }

    @Test
    void a_zero_counts_only_where_it_is_not_the_same_as_nothing() throws ApiException {
        ObjectNode pod = ProtobufReader.read(body("v1", "Pod", """
                spec { terminationGracePeriodSeconds: 0 nodeName: "" hostNetwork: false enableServiceLinks: false }
                """));

        assertThat(pod.path("spec")).hasToString("""
                {"terminationGracePeriodSeconds":0,"enableServiceLinks":false}""");
    }

    @Test
    void times_are_texts() throws ApiException {
        ObjectNode event = ProtobufReader.read(body("v1", "Event", """
                metadata { creationTimestamp { seconds: 1700000000 } }
                eventTime { seconds: 1700000000 nanos: 5000 }
                """));

        assertThat(event.path("metadata").path("creationTimestamp").asText()).isEqualTo("2023-11-14T22:13:20Z");
        assertThat(event.path("eventTime").asText()).isEqualTo("2023-11-14T22:13:20.000005Z");
    }

    @Test
    void a_structure_that_stands_for_a_list_is_one() throws ApiException {
        ObjectNode review = ProtobufReader.read(body("authorization.k8s.io/v1", "SubjectAccessReview", """
                spec { extra { key: "scopes" value { items: "a" items: "b" } } }
                """));

        assertThat(review.path("spec").path("extra")).hasToString("{\"scopes\":[\"a\",\"b\"]}");
    }

    @Test
    void delete_options_have_the_version_of_any_group() throws ApiException {
        ObjectNode options = ProtobufReader.read(body("policy/v1", "DeleteOptions", "gracePeriodSeconds: 0"));

        assertThat(options.path("gracePeriodSeconds").isIntegralNumber()).isTrue();
    }

    @Test
    void an_unknown_kind_is_named() {
        byte[] body = envelope("v1", "Spaceship", ByteString.EMPTY);

        assertThatExceptionOfType(ApiException.class)
                .isThrownBy(() -> ProtobufReader.read(body))
                .withMessageStartingWith("no kind \"Spaceship\" is registered for version \"v1\"")
                .matches(refused -> refused.code() == 400);
    }

    @Test
    void what_is_no_such_message_is_refused() {
        List<byte[]> bodies = List.of("{}".getBytes(UTF_8), "k8s\0\377\377".getBytes(ISO_8859_1),
                envelope("v1", "Pod", ByteString.copyFromUtf8("not a pod")));

        assertThat(bodies).allSatisfy(body -> assertThatExceptionOfType(ApiException.class)
                .isThrownBy(() -> ProtobufReader.read(body))
                .matches(refused -> refused.code() == 400));
    }
}
