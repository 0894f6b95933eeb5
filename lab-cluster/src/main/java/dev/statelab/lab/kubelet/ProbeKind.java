package dev.statelab.lab.kubelet;

/** What a probe is asked for. */
enum ProbeKind {

    STARTUP("startupProbe", "Startup", "startup"), LIVENESS("livenessProbe", "Liveness", "liveness"), READINESS(
            "readinessProbe", "Readiness", "readiness");

    private final String field;
    private final String title;
    private final String word;

    ProbeKind(String field, String title, String word) {
        this.field = field;
        this.title = title;
        this.word = word;
    }

    /** Where the container's spec has it. */
    String field() {
        return field;
    }

    /** At the beginning of an {@code Unhealthy} event. */
    String title() {
        return title;
    }

    /** In a {@code Killing} event. */
    String word() {
        return word;
    }
}
