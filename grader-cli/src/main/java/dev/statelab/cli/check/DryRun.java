package dev.statelab.cli.check;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.statelab.kube.apply.RefusedField;
import dev.statelab.kube.http.ApiStatus;
import dev.statelab.lab.api.ApiException;
import dev.statelab.lab.api.ApiServer;
import dev.statelab.lab.api.ResourceType;
import dev.statelab.lab.api.ResourceTypes;
import dev.statelab.lab.api.WriteOptions;
import dev.statelab.lab.api.defaults.Defaults;
import dev.statelab.lab.api.schema.Decoder;
import dev.statelab.lab.time.ScaledClock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An API server without anything behind it, in this process: it fills in what a real one fills in, and refuses what a real
 * one refuses. Nobody can reach it.
 */
final class DryRun implements AutoCloseable {

    private static final Pattern FIELD_PROBLEM = Pattern.compile("(?<what>unknown|duplicate) field \"(?<field>.*)\"");
    private static final int HISTORY = 1;

    private final ScaledClock clock = ScaledClock.realTime();
    private final ApiServer api = ApiServer.start(clock, new Random(HISTORY), HISTORY);

    /**
     * One reason why the API server does not take an object.
     *
     * @param field as the API server writes it; empty where it names none
     */
    record Refusal(String field, String message) {}

    /**
     * What became of one object.
     *
     * @param object as the API server has it, or would have it but for the refusals; empty where it cannot be one
     */
    record Stored(Optional<ObjectNode> object, List<Refusal> refusals) {
        Stored {
            refusals = List.copyOf(refusals);
        }

        boolean isTaken() {
            return refusals.isEmpty();
        }
    }

    /** The fields of a type. */
    Decoder decoder() {
        return api.decoder();
    }

    /** Makes sure that there is such a namespace, with the account that pods in it have. */
    void prepare(String namespace) {
        if (api.find(ResourceTypes.NAMESPACE, "", namespace).isEmpty()) {
            store(ResourceTypes.NAMESPACE, "", object(ResourceTypes.NAMESPACE, namespace));
        }
        if (api.find(ResourceTypes.SERVICE_ACCOUNT, namespace, "default").isEmpty()) {
            store(ResourceTypes.SERVICE_ACCOUNT, namespace, object(ResourceTypes.SERVICE_ACCOUNT, "default"));
        }
    }

    private static ObjectNode object(ResourceType type, String name) {
        ObjectNode object = JsonNodeFactory.instance.objectNode().put("apiVersion", type.apiVersion()).put("kind",
                type.kind());
        object.putObject("metadata").put("name", name);
        return object;
    }

    /** Creates an object, as {@code kubectl apply} does: with unknown fields refused. */
    Stored store(ResourceType type, String namespace, ObjectNode manifest) {
        return write(type, namespace, manifest, WriteOptions.PLAIN);
    }

    /** The same for an object that nobody is to find afterwards. */
    Stored tryOut(ResourceType type, String namespace, ObjectNode manifest) {
        return write(type, namespace, manifest, WriteOptions.PLAIN.withDryRun(true));
    }

    private Stored write(ResourceType type, String namespace, ObjectNode manifest, WriteOptions options) {
        List<Refusal> refusals = new ArrayList<>();
        ObjectNode fitted;
        try {
            Decoder.Decoded decoded = api.decoder().fit(type, manifest);
            decoded.problems().forEach(problem -> refusals.add(fieldProblem(problem)));
            fitted = decoded.object();
        } catch (ApiException wrongType) {
            return new Stored(Optional.empty(), refusals(wrongType));
        }
        String name = fitted.path("metadata").path("name").asText();
        Optional<ObjectNode> present = api.find(type, namespace, name);
        if (present.isPresent()) {
            return new Stored(present, refusals);
        }
        ObjectNode kept = fitted.deepCopy();
        try {
            return new Stored(Optional.of(api.create(type, namespace, fitted, options)), refusals);
        } catch (ApiException refused) {
            refusals.addAll(refusals(refused));
            Defaults.ofNew(type, kept);
            kept.withObjectProperty("metadata").put("namespace", namespace).put("uid",
                    UUID.nameUUIDFromBytes(name.getBytes(UTF_8)).toString());
            return new Stored(Optional.of(kept), refusals);
        }
    }

    /** All objects of a type in a namespace that were taken. */
    List<ObjectNode> list(ResourceType type, String namespace) {
        return api.list(type, namespace).items();
    }

    private static Refusal fieldProblem(String problem) {
        Matcher named = FIELD_PROBLEM.matcher(problem);
        return named.matches() ? new Refusal(named.group("field"), problem) : new Refusal("", problem);
    }

    private static List<Refusal> refusals(ApiException refused) {
        List<Refusal> causes = new ArrayList<>();
        refused.status().path("details").path("causes").forEach(cause -> causes.add(new Refusal(
                cause.path("field").asText(), cause.path("field").asText() + ": " + cause.path("message").asText())));
        return causes.isEmpty()
                ? List.of(new Refusal(RefusedField.of(ApiStatus.of(refused.status())), refused.status()
                        .path("message").asText()))
                : causes;
    }

    @Override
    public void close() {
        api.close();
        clock.close();
    }
}
