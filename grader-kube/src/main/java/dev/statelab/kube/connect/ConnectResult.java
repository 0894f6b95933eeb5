package dev.statelab.kube.connect;

/** What came of looking for a cluster to connect to. No request was sent yet. */
public sealed interface ConnectResult {

    record Ready(Connection connection) implements ConnectResult {}

    record Impossible(ConnectProblem problem) implements ConnectResult {}
}
