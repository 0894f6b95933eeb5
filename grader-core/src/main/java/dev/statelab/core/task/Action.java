package dev.statelab.core.task;

import static java.util.Objects.requireNonNull;

import dev.statelab.core.expression.Template;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What a step does. Each kind has a reader in this package, and a class in {@code dev.statelab.core.judging} that carries
 * it out.
 */
public sealed interface Action {

    /** Under this name the step's own expectations and captures find what came of it. */
    String brings();

    /** What is filled in before it is carried out. */
    Stream<Template> filledIn();

    /** The pods that it talks to or disturbs. */
    Reach reach();

    /** Whether it disturbs these pods. */
    default boolean disturbs() {
        return false;
    }

    /** Pods that an action talks to or disturbs. */
    sealed interface Reach {

        /** The pod of this name. */
        record Pod(Template name) implements Reach {}
    }

    /**
     * Sends one request, once. Its answer is {@code response}: {@code status}, {@code headers}, {@code body} as text, and
     * {@code json} where the body is JSON.
     *
     * @param path percent-encoded; filled-in values are encoded on the way
     * @param timeout how long the application may take
     */
    record Http(
            Template pod,
            int port,
            String method,
            Template path,
            Map<String, Template> headers,
            Template body,
            Duration timeout) implements Action {
        public Http {
            requireNonNull(pod, "pod");
            requireNonNull(method, "method");
            requireNonNull(path, "path");
            requireNonNull(body, "body");
            requireNonNull(timeout, "timeout");
            headers = Map.copyOf(headers);
        }

        @Override
        public String brings() {
            return Names.RESPONSE;
        }

        @Override
        public Stream<Template> filledIn() {
            return Stream.concat(Stream.of(pod, path, body), headers.values().stream());
        }

        @Override
        public Reach reach() {
            return new Reach.Pod(pod);
        }
    }

    /**
     * Deletes a pod and waits until one of the same name and another UID is Ready. Then {@code deletion} has
     * {@code before} and {@code after}, the two pods, and {@code claimsBefore} and {@code claimsAfter}, the claims that
     * each of them uses.
     *
     * @param grace the grace period of the deletion
     * @param within how long the pod may take to come back
     */
    record DeletePod(Template pod, Duration grace, Duration within) implements Action {
        public DeletePod {
            requireNonNull(pod, "pod");
            requireNonNull(grace, "grace");
            requireNonNull(within, "within");
        }

        @Override
        public String brings() {
            return Names.DELETION;
        }

        @Override
        public Stream<Template> filledIn() {
            return Stream.of(pod);
        }

        @Override
        public Reach reach() {
            return new Reach.Pod(pod);
        }

        @Override
        public boolean disturbs() {
            return true;
        }
    }
}
