package dev.statelab.lab.api.http;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** The version of Kubernetes that the lab cluster answers as. */
final class Version {

    static final String GIT_VERSION = "v1.32.13";

    private Version() {}

    static ObjectNode info() {
        return JsonNodeFactory.instance.objectNode()
                .put("major", "1")
                .put("minor", "32")
                .put("gitVersion", GIT_VERSION)
                .put("gitCommit", "d4b43f374a5bc0e0f44c07ff773061e27c7f2a08")
                .put("gitTreeState", "clean")
                .put("buildDate", "2026-08-20T00:00:00Z")
                .put("goVersion", "go1.23.5")
                .put("compiler", "gc")
                .put("platform", "linux/amd64");
    }
}
