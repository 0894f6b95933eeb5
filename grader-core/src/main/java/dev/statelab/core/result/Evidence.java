package dev.statelab.core.result;

import static java.util.Objects.requireNonNull;

import dev.statelab.core.Limits;
import dev.statelab.core.cluster.Target;
import java.util.List;

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
     * @param target the pod, or the Service that leads to one
     * @param body what was sent; empty for none
     */
    record Request(Target target, int port, String method, String path, String body) {
        public Request {
            requireNonNull(target, "target");
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
     * A command for a container.
     *
     * @param container empty for the pod's only one
     * @param words the program and its arguments
     */
    record Command(String pod, String container, List<String> words) {
        public Command {
            requireNonNull(pod, "pod");
            requireNonNull(container, "container");
            words = words.stream().map(word -> Limits.cut(word, Limits.TEXT)).toList();
        }
    }

    /** A command, and what it printed. */
    record Ran(Command command, int exitCode, String stdout, String stderr) implements Evidence {
        public Ran {
            requireNonNull(command, "command");
            stdout = Limits.cut(stdout, Limits.EVIDENCE_BODY);
            stderr = Limits.cut(stderr, Limits.EVIDENCE_BODY);
        }
    }

    /** A command that did not start, or did not end. */
    record DidNotRun(Command command, String reason) implements Evidence {
        public DidNotRun {
            requireNonNull(command, "command");
            reason = Limits.cut(reason, Limits.TEXT);
        }
    }

    /**
     * A file in a container, or its absence.
     *
     * @param attributes type, size, mode and owner; empty where nothing of the kind was to be seen
     * @param sha256 of the content, in hexadecimal; empty where it was not read
     * @param found what there was to see
     */
    record SeenFile(String pod, String container, String path, String attributes, String sha256, String found)
            implements
                Evidence {
        public SeenFile {
            requireNonNull(pod, "pod");
            requireNonNull(container, "container");
            path = Limits.cut(path, Limits.TEXT);
            requireNonNull(attributes, "attributes");
            requireNonNull(sha256, "sha256");
            found = Limits.cut(found, Limits.EVIDENCE_BODY);
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
