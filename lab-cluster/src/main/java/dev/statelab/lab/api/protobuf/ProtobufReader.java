package dev.statelab.lab.api.protobuf;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.protobuf.ByteString;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import dev.statelab.lab.api.ApiException;
import dev.statelab.lab.api.Refusal;
import java.nio.charset.StandardCharsets;

/**
 * Reads {@code application/vnd.kubernetes.protobuf}: four bytes, then an envelope that names the kind of the message in
 * it (kubernetes.io/docs/reference/using-api/api-concepts, "Kubernetes Protobuf encoding").
 */
public final class ProtobufReader {

    private static final ByteString PREFIX = ByteString.copyFrom("k8s\0", StandardCharsets.US_ASCII);

    private ProtobufReader() {}

    /** The object in a body; 400 where there is none, or one of an unknown kind. */
    public static ObjectNode read(byte[] body) throws ApiException {
        ByteString bytes = ByteString.copyFrom(body);
        if (!bytes.startsWith(PREFIX)) {
            throw Refusal.badRequest("provided data does not appear to be a protobuf message, expected prefix [107 56 "
                    + "115 0]");
        }
        try {
            Message envelope = DynamicMessage.parseFrom(MessageTypes.ENVELOPE, bytes.substring(PREFIX.size()));
            Message typeMeta = (Message) MessageTree.field(envelope, "typeMeta");
            String apiVersion = (String) MessageTree.field(typeMeta, "apiVersion");
            String kind = (String) MessageTree.field(typeMeta, "kind");
            var type = MessageTypes.of(apiVersion, kind)
                    .orElseThrow(() -> Refusal.badRequest("no kind \"" + kind + "\" is registered for version \""
                            + apiVersion + "\" in scheme \"pkg/api/legacyscheme/scheme.go:30\""));
            ByteString raw = (ByteString) MessageTree.field(envelope, "raw");
            ObjectNode object = MessageTree.object(DynamicMessage.parseFrom(type, raw));
            return object.put("apiVersion", apiVersion).put("kind", kind);
        } catch (InvalidProtocolBufferException | IllegalArgumentException broken) {
            throw Refusal.badRequest("error decoding request body: " + broken.getMessage());
        }
    }
}
