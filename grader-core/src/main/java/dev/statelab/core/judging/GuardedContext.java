package dev.statelab.core.judging;

import com.fasterxml.jackson.databind.JsonNode;
import dev.statelab.core.check.CheckContext;
import dev.statelab.core.cluster.KubernetesObject;
import dev.statelab.core.cluster.PodAnswer;
import dev.statelab.core.cluster.PodRequest;
import dev.statelab.core.cluster.Target;
import dev.statelab.core.result.Evidence;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** What a check gets to see and to do: copies of objects, and requests that leave evidence. */
final class GuardedContext implements CheckContext {

    private final Session session;
    private final Map<String, Object> values;
    private final Map<String, String> parameters;
    private final Duration timeout;
    private final List<Evidence> evidence = new CopyOnWriteArrayList<>();

    GuardedContext(Session session, Map<String, Object> values, Map<String, String> parameters, Duration timeout) {
        this.session = session;
        this.values = values;
        this.parameters = Map.copyOf(parameters);
        this.timeout = timeout;
    }

    List<Evidence> evidence() {
        return List.copyOf(evidence);
    }

    @Override
    public String namespace() {
        return session.namespace();
    }

    @Override
    public List<JsonNode> objects(String observation) {
        Picture picture = session.picture();
        if (!picture.observes(observation)) {
            throw new IllegalArgumentException("the task has no observation " + observation);
        }
        return switch (picture.look(observation)) {
            case Observed.One(KubernetesObject object) -> List.of(copy(object));
            case Observed.Many(List<KubernetesObject> objects) -> objects.stream().map(GuardedContext::copy).toList();
            case Observed.Missing _,Observed.Undiscovered _ -> List.of();
            case Observed.Scalar _ -> throw new IllegalArgumentException(observation + " is a value, and no object");
            case Observed.Unreadable(var cause) ->
                throw new IllegalArgumentException(observation + " cannot be read: " + cause.message());
        };
    }

    private static JsonNode copy(KubernetesObject object) {
        return object.json().deepCopy();
    }

    @Override
    public Optional<Object> captured(String name) {
        return Optional.ofNullable(values.get(name));
    }

    @Override
    public String parameter(String name) {
        return Optional.ofNullable(parameters.get(name))
                .orElseThrow(() -> new IllegalArgumentException("the check declares no parameter " + name));
    }

    @Override
    public PodAnswer send(Target target, int port, String method, String path, Map<String, String> headers, String body)
            throws InterruptedException {
        PodAnswer answer = session.cluster().send(
                new PodRequest(session.namespace(), target, port, method, path, headers, body, timeout));
        Evidence.Request sent = new Evidence.Request(target, port, method, path, body);
        evidence.add(switch (answer) {
            case PodAnswer.Answered answered -> new Evidence.Exchange(sent, answered.status(), answered.body());
            case PodAnswer.NotListening(String reason) -> new Evidence.NoAnswer(sent, reason);
            case PodAnswer.NoAnswer(String reason) -> new Evidence.NoAnswer(sent, reason);
            case PodAnswer.Unknown(var cause) -> new Evidence.NoAnswer(sent, cause.message());
        });
        return answer;
    }
}
