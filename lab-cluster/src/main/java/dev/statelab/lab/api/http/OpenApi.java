package dev.statelab.lab.api.http;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.statelab.lab.api.ResourceType;
import dev.statelab.lab.api.ResourceTypes;
import dev.statelab.lab.api.schema.Decoder;
import java.util.Optional;

/**
 * As much of OpenAPI v3 as kubectl asks for: that manifests are validated here ({@code fieldValidation}), so that
 * {@code apply} need not do it itself, and the fields of each kind for {@code explain}, without descriptions.
 */
final class OpenApi {

    private static final String ROOT = "/openapi/v3";

    private final Decoder decoder;

    OpenApi(Decoder decoder) {
        this.decoder = decoder;
    }

    /** Empty where the path is none of OpenAPI. */
    Optional<ObjectNode> at(String path) {
        if (path.equals(ROOT)) {
            return Optional.of(index());
        }
        if (!path.startsWith(ROOT + "/")) {
            return Optional.empty();
        }
        String folder = path.substring(ROOT.length());
        return Discovery.apiVersions()
                .filter(apiVersion -> folder.equals("/" + folder(apiVersion)))
                .findFirst()
                .map(this::document);
    }

    private static ObjectNode index() {
        ObjectNode index = JsonNodeFactory.instance.objectNode();
        ObjectNode paths = index.putObject("paths");
        Discovery.apiVersions()
                .map(OpenApi::folder)
                .forEach(folder -> paths.putObject(folder).put("serverRelativeURL", ROOT + "/" + folder));
        return index;
    }

    private static String folder(String apiVersion) {
        return (apiVersion.contains("/") ? "apis/" : "api/") + apiVersion;
    }

    private ObjectNode document(String apiVersion) {
        ObjectNode document = JsonNodeFactory.instance.objectNode().put("openapi", "3.0.0");
        document.putObject("info").put("title", "StateLab lab cluster").put("version", Version.GIT_VERSION);
        ObjectNode paths = document.putObject("paths");
        OpenApiSchemas schemas = new OpenApiSchemas();
        ResourceTypes.ALL.stream()
                .filter(type -> type.apiVersion().equals(apiVersion))
                .forEach(type -> {
                    describe(paths, type);
                    kind(schemas.define(decoder.schema(type)).putArray("x-kubernetes-group-version-kind").addObject(),
                            type);
                });
        document.putObject("components").set("schemas", schemas.all());
        return document;
    }

    private static void describe(ObjectNode paths, ResourceType type) {
        String path = "/" + folder(type.apiVersion()) + (type.namespaced() ? "/namespaces/{namespace}/" : "/")
                + type.plural() + "/{name}";
        ObjectNode patch = paths.putObject(path).putObject("patch");
        ObjectNode parameter = patch.putArray("parameters").addObject().put("name", "fieldValidation").put("in",
                "query");
        parameter.putObject("schema").put("type", "string");
        patch.putObject("responses").putObject("200").put("description", "OK");
        kind(patch.putObject("x-kubernetes-group-version-kind"), type);
    }

    private static void kind(ObjectNode named, ResourceType type) {
        named.put("group", type.group()).put("version", type.version()).put("kind", type.kind());
    }
}
