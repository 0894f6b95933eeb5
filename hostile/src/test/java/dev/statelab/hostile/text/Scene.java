package dev.statelab.hostile.text;

import dev.statelab.hostile.grader.GraderRun;
import dev.statelab.hostile.server.HostileServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A task, clusters, files and a class in which all that others choose is hostile. */
final class Scene implements AutoCloseable {

    private static final String TASK = """
            apiVersion: statelab.dev/v1
            kind: Task
            metadata: {name: probe, title: What a cluster says, version: "1"}
            spec:
              namespace: probe
              observe:
                statefulset: {apiVersion: apps/v1, kind: StatefulSet, name: app}
                pods: {apiVersion: v1, kind: Pod, controlledBy: statefulset}
              criteria:
                - id: annotation
                  title: Annotation
                  points: 40
                  expect:
                    - that: statefulset.metadata.?annotations.?note.orValue("") == "right"
                      show: statefulset.metadata.annotations
                      expected: "the note 'right', not ${statefulset}"
                      hint: Write it.
                - id: ready
                  title: All pods are ready
                  points: 30
                  expect:
                    - that: pods.size() == 2 && pods.all(p, p.status.conditions.exists(c, c.status == "True"))
                      show: pods.map(p, p.metadata.name + " " + p.status.?message.orValue(""))
                      expected: two of them
                      hint: Look at them.
                - id: answer
                  title: Answer
                  points: 30
                  steps:
                    - http: {pod: "${statefulset}-0", port: 5000, path: /}
                      expect: [{that: response.body == "right", show: response.body}]
            """;

    private final Path folder;
    private final List<HostileServer> servers = new ArrayList<>();
    private final String canary;

    /** @param canary the address that nobody should ask for */
    Scene(Path folder, String canary) throws IOException {
        this.folder = folder;
        this.canary = canary;
        Path _ = Files.createDirectories(folder.resolve("home/tasks/probe"));
        put("home/tasks/probe/task.yaml", TASK);
        put("home/tasks/probe/README.md", "# Probe\n");
        for (String start : HostileText.starts()) {
            HostileServer server = HostileServer.start(new HostileCluster(HostileText.beginning(start, canary)));
            put("kubeconfig-" + servers.size(), server.kubeconfig());
            servers.add(server);
        }
        manifests();
        faultyTasks();
        roster();
        submission();
        exports();
    }

    private Path put(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    String path(String name) {
        return folder.resolve(name).toString();
    }

    private void manifests() throws IOException {
        Path _ = Files.createDirectories(folder.resolve("manifests"));
        String text = HostileText.json(HostileText.beginning("", canary));
        String set = """
                {"apiVersion": "apps/v1", "kind": "StatefulSet", "metadata": {"name": "app", "annotations": {"note": TEXT}},
                "spec": {"replicas": TEXT, TEXT: 1, "serviceName": TEXT, "selector": {"matchLabels": {"app": TEXT}},
                "template": {"metadata": {"labels": {"app": TEXT}}, "spec": {"containers": [{"name": TEXT, "image":
                TEXT}]}}}}"""
                .replace("TEXT", text);
        put("manifests/\u001b]0;owned\u0007\u202e<img src=x>=1\n.yaml", set);
        put("manifests/kind.yaml", "{\"apiVersion\": TEXT, \"kind\": TEXT, \"metadata\": {\"name\": TEXT}}"
                .replace("TEXT", text));
        put("manifests/broken.yaml", "\u001b]0;owned\u0007: [\u0000\n");
    }

    private void faultyTasks() throws IOException {
        Path _ = Files.createDirectories(folder.resolve("tasks/bad"));
        String text = HostileText.json(HostileText.beginning("", canary));
        put("tasks/bad/task.yaml", ("{apiVersion: statelab.dev/v1, kind: Task, metadata: {name: bad, title: TEXT, TEXT:"
                + " TEXT}, spec: {criteria: [{id: TEXT, title: TEXT, points: TEXT, expect: [{that: TEXT}]}]}}")
                .replace("TEXT", text));
        put("tasks/bad/README.md", HostileText.beginning("", canary).replace("\ud800", "").replace("\udc00", ""));
    }

    private void roster() throws IOException {
        StringBuilder roster = new StringBuilder("student_id,name,kubeconfig,context,namespace,submission\n");
        for (int i = 0; i < servers.size(); i++) {
            String text = HostileText.beginning(HostileText.starts().get(i), canary).replace("\ud800", "")
                    .replace("\udc00", "").replace("\0", "").replace("\"", "\"\"");
            roster.append("\"").append(text).append(i).append("\",\"").append(text).append("\",kubeconfig-").append(i)
                    .append(",,,\n");
            roster.append("../../../escaped-").append(i).append(",,,,,\"").append(text).append(".yaml\"\n");
        }
        roster.append("x,,,,,manifests\n");
        put("class.csv", roster.toString());
    }

    private void submission() throws IOException {
        String text = HostileText.json(HostileText.beginning("", canary));
        put("submission.json",
                ("{\"kind\":\"Submission\",TEXT:TEXT,\"student\":TEXT,\"number\":TEXT,\"submittedAt\":TEXT,"
                        + "\"evaluation\":{\"task\":TEXT,\"taskVersion\":TEXT,\"score\":TEXT,\"cluster\":{\"ca\":TEXT}},"
                        + "\"seal\":{\"publicKey\":TEXT,TEXT:TEXT}}").replace("TEXT", text));
    }

    /** What came out of Canvas and Moodle, whose students choose their names. */
    private void exports() throws IOException {
        String text = HostileText.beginning("=", canary).replace("\ud800", "").replace("\udc00", "").replace("\0", "")
                .replace("\"", "\"\"");
        put("exported-canvas.csv", "Student,ID,SIS User ID,SIS Login ID,Section\n"
                + "\"TEXT\",1,\"TEXT\",\"TEXT\",\"TEXT\"\n".replace("TEXT", text));
        put("exported-moodle.csv", "Identifier,Full name,Grade,Last modified (grade),Feedback comments\n"
                + "\"TEXT\",\"TEXT\",,\"TEXT\",\"TEXT\"\n".replace("TEXT", text));
    }

    /** Runs the grader with the scene's task. */
    GraderRun grader(String... arguments) {
        return GraderRun.at(folder.resolve("home"), arguments);
    }

    /** Grades the class, the first time that it is asked for. */
    synchronized String results() {
        if (!Files.exists(folder.resolve("results"))) {
            GraderRun run = grade();
            if (run.exitCode() != 3) {
                throw new AssertionError("Some of the class cannot be graded: " + run.printed());
            }
        }
        return path("results");
    }

    GraderRun grade() {
        return grader("batch", "probe", "--roster", path("class.csv"), "--results", path("results"), "--resume",
                "--incomplete", "--retry", "0", "--allow-loopback");
    }

    @Override
    public void close() {
        servers.forEach(HostileServer::close);
    }
}
