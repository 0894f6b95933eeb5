package dev.statelab.hostile.text;

import dev.statelab.hostile.server.HostileServer;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.CountDownLatch;

/** An API server with a StatefulSet of two pods, in which every text that may be chosen is hostile. */
final class HostileCluster implements HostileServer.Answers {

    private static final String LIST = "{\"kind\":\"List\",\"apiVersion\":\"v1\",\"metadata\":{\"resourceVersion\":\"1\"},"
            + "\"items\":[%s]}";
    private static final String OWNED = "\"ownerReferences\":[{\"apiVersion\":\"apps/v1\",\"kind\":\"StatefulSet\","
            + "\"name\":\"app\",\"uid\":\"set\",\"controller\":true}]";

    private final String text;

    HostileCluster(String text) {
        this.text = text;
    }

    /** With the hostile text where a TEXT stands. */
    private String filled(String json) {
        return json.replace("TEXT", HostileText.json(text));
    }

    private String set() {
        return filled(
                """
                        {"apiVersion":"apps/v1","kind":"StatefulSet","metadata":{"name":"app","uid":"set","resourceVersion":TEXT,
                         "namespace":"probe","generation":1,"labels":{TEXT:TEXT},"annotations":{"note":TEXT,TEXT:TEXT}},
                         "spec":{"replicas":2,"serviceName":TEXT,"selector":{"matchLabels":{"app":TEXT}},
                         "template":{"metadata":{"labels":{"app":TEXT}},"spec":{"containers":[{"name":TEXT,"image":TEXT}]}}},
                         "status":{"replicas":2,"readyReplicas":1,"conditions":[{"type":TEXT,"message":TEXT}]}}""");
    }

    private String ready() {
        return filled(
                """
                        {"apiVersion":"v1","kind":"Pod","metadata":{"name":"app-0","uid":TEXT,"resourceVersion":"3","namespace":
                         "probe","labels":{"app":TEXT},OWNED},"spec":{"nodeName":TEXT,"containers":[{"name":TEXT,"image":TEXT,
                         "ports":[{"containerPort":5000,"name":TEXT}]}]},"status":{"phase":"Running","podIP":TEXT,"message":TEXT,
                         "conditions":[{"type":"Ready","status":"True"}],"containerStatuses":[{"name":TEXT,"ready":true,
                         "image":TEXT,"imageID":TEXT,"restartCount":0,"state":{"running":{"startedAt":TEXT}}}]}}"""
                        .replace("OWNED", OWNED));
    }

    private String crashed() {
        return filled(
                """
                        {"apiVersion":"v1","kind":"Pod","metadata":{"name":TEXT,"uid":"p1","resourceVersion":"4","namespace":
                         "probe","labels":{"app":TEXT},OWNED},"spec":{"containers":[{"name":TEXT,"image":TEXT}]},
                         "status":{"phase":"Pending","reason":TEXT,"message":TEXT,"conditions":[{"type":"Ready","status":"False",
                         "reason":TEXT,"message":TEXT}],"containerStatuses":[{"name":TEXT,"ready":false,"image":TEXT,
                         "restartCount":7,"state":{"waiting":{"reason":"CrashLoopBackOff","message":TEXT}},"lastState":{
                         "terminated":{"exitCode":1,"reason":TEXT,"message":TEXT}}}]}}"""
                        .replace("OWNED", OWNED));
    }

    private String event() {
        return filled(
                """
                        {"apiVersion":"v1","kind":"Event","metadata":{"name":TEXT,"uid":"e","namespace":"probe"},"type":"Warning",
                         "reason":TEXT,"message":TEXT,"count":3,"involvedObject":{"kind":"Pod","name":TEXT,"uid":"p1"},
                         "source":{"component":TEXT},"lastTimestamp":"2026-01-01T00:00:00Z"}""");
    }

    @Override
    public void answer(String request, OutputStream out, CountDownLatch closed)
            throws IOException, InterruptedException {
        String target = request.split(" ", -1)[1];
        String path = target.replaceFirst("\\?.*", "");
        if (target.contains("watch=1")) {
            HostileServer.head(out, 200, "Content-Type: application/json");
            closed.await();
        } else if (path.contains("/proxy")) {
            HostileServer.head(out, 200, "Content-Type: text/html", "X-Text: <script>\u0001");
            out.write(HostileText.bytes(text));
        } else if (path.endsWith("/log")) {
            HostileServer.head(out, 200, "Content-Type: text/plain");
            out.write(HostileText.bytes(text + "\n" + "x".repeat(1_000_000) + "\n" + text));
        } else {
            HostileServer.plain(out, 200, "application/json", json(path));
        }
    }

    private String json(String path) {
        return switch (path.substring(path.lastIndexOf('/') + 1)) {
            case "probe", "kube-system" ->
                filled("{\"kind\":\"Namespace\",\"apiVersion\":\"v1\",\"metadata\":{\"name\":\"probe\",\"uid\":TEXT}}");
            case "version" -> filled("{\"gitVersion\":TEXT}");
            case "statefulsets" -> LIST.formatted(set());
            case "pods" -> LIST.formatted(ready() + "," + crashed());
            case "events" -> LIST.formatted(event());
            default -> LIST.formatted("");
        };
    }
}
