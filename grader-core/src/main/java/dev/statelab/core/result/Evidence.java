package dev.statelab.core.result;

import static java.util.Objects.requireNonNull;

import dev.statelab.core.Limits;

/** What an outcome rests on, enough to settle a complaint without the cluster. Sizes are capped by {@link Limits}. */
public sealed interface Evidence {

    /**
     * An object that was judged.
     *
     * @param shown the value that mattered; empty when it is the object's presence
     */
    record SeenObject(String kind, String namespace, String name, String uid, String resourceVersion, String shown)
            implements
                Evidence {
        public SeenObject {
            requireNonNull(kind, "kind");
            requireNonNull(namespace, "namespace");
            requireNonNull(name, "name");
            requireNonNull(uid, "uid");
            requireNonNull(resourceVersion, "resourceVersion");
            shown = Limits.cut(shown, Limits.TEXT);
        }
    }

    /**
     * A request to an application.
     *
     * @param body what was sent; empty for none
     */
    record Request(String pod, int port, String method, String path, String body) {
        public Request {
            requireNonNull(pod, "pod");
            requireNonNull(method, "method");
            path = Limits.cut(path, Limits.TEXT);
            body = Limits.cut(body, Limits.EVIDENCE_BODY);
        }
    }

    /** A request and the application's answer. */
    record Exchange(Request request, int status, String body) implements Evidence {
        public Exchange {
            requireNonNull(request, "request");
            body = Limits.cut(body, Limits.EVIDENCE_BODY);
        }
    }

    /** A request that the application did not answer. */
    record NoAnswer(Request request, String reason) implements Evidence {
        public NoAnswer {
            requireNonNull(request, "request");
            reason = Limits.cut(reason, Limits.TEXT);
        }
    }

    /**
     * Something that happened: an event of the cluster, or what the grader did.
     *
     * @param about kind and name of the object, such as {@code Pod kv-0}
     */
    record Happened(String about, String reason, String message) implements Evidence {
        public Happened {
            requireNonNull(about, "about");
            requireNonNull(reason, "reason");
            message = Limits.cut(message, Limits.TEXT);
        }
    }
}
