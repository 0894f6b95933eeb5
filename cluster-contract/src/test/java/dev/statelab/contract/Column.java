package dev.statelab.contract;

import java.util.Arrays;

/** Which cluster a run of the suite is for: a column of its table. */
enum Column {
    LAB("lab cluster"), K3S("k3s"), KUBECONFIG("kubeconfig");

    /** Says which one: {@code lab}, {@code k3s} or {@code kubeconfig}. */
    static final String PROPERTY = "statelab.contract";

    private final String title;

    Column(String title) {
        this.title = title;
    }

    String title() {
        return title;
    }

    static Column ofThisRun() {
        String wanted = System.getProperty(PROPERTY, "lab");
        return Arrays.stream(values())
                .filter(column -> column.name().equalsIgnoreCase(wanted))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "expected -D" + PROPERTY + "=lab, k3s or kubeconfig, found " + wanted));
    }
}
