package dev.statelab.core.task;

import static java.util.Objects.requireNonNull;

import dev.statelab.core.expression.Expression;
import dev.statelab.core.expression.Template;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Something that a criterion does; then its expectations are judged, and its captured values are kept for later steps. */
public sealed interface Step {

    /** The name of the pod that the step talks to or disturbs. */
    Template pod();

    List<Expectation> expect();

    /** Values for the steps after this one, by name; each may use those before it. */
    Map<String, Expression> capture();

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
            Duration timeout,
            List<Expectation> expect,
            Map<String, Expression> capture) implements Step {
        public Http {
            requireNonNull(pod, "pod");
            requireNonNull(method, "method");
            requireNonNull(path, "path");
            requireNonNull(body, "body");
            requireNonNull(timeout, "timeout");
            headers = Map.copyOf(headers);
            expect = List.copyOf(expect);
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
    record DeletePod(
            Template pod,
            Duration grace,
            Duration within,
            List<Expectation> expect,
            Map<String, Expression> capture) implements Step {
        public DeletePod {
            requireNonNull(pod, "pod");
            requireNonNull(grace, "grace");
            requireNonNull(within, "within");
            expect = List.copyOf(expect);
        }
    }
}
