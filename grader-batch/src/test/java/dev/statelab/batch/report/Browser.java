package dev.statelab.batch.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** Headless Chromium with one page, spoken to by its DevTools protocol; closing it ends the process. */
final class Browser implements AutoCloseable, WebSocket.Listener {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Process process;
    private final HttpClient http = HttpClient.newHttpClient();
    private final StringBuilder partial = new StringBuilder();
    private final Map<Integer, CompletableFuture<JsonNode>> answers = new ConcurrentHashMap<>();
    private final CompletableFuture<String> loaded = new CompletableFuture<>();
    private final List<String> complaints = new CopyOnWriteArrayList<>();
    private final AtomicInteger ids = new AtomicInteger();
    private final WebSocket socket;
    private final String session;

    private Browser(Process process, String address) throws Exception {
        this.process = process;
        this.socket = http.newWebSocketBuilder().buildAsync(URI.create(address), this).get(30, TimeUnit.SECONDS);
        String target = call("", "Target.createTarget", Map.of("url", "about:blank")).path("targetId").asText();
        this.session = call("", "Target.attachToTarget", Map.of("targetId", target, "flatten", true))
                .path("sessionId").asText();
    }

    /** The program, where it is installed. */
    static Optional<Path> installed() {
        return Stream.of("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome").map(Path::of)
                .filter(Files::isExecutable).findFirst();
    }

    /** Opens a page, and waits until it has loaded. */
    static Browser open(Path program, Path profile, Path page) throws Exception {
        Path temporary = Files.createDirectories(profile.resolveSibling("tmp"));
        ProcessBuilder builder = new ProcessBuilder(program.toString(), "--headless", "--no-sandbox", "--disable-gpu",
                "--disable-dev-shm-usage", "--remote-debugging-port=0", "--user-data-dir=" + profile, "about:blank")
                .redirectOutput(ProcessBuilder.Redirect.DISCARD);
        builder.environment().put("TMPDIR", temporary.toString());
        Process process = builder.start();
        try {
            Browser browser = new Browser(process, address(process));
            JsonNode _ = browser.command("Runtime.enable", Map.of());
            JsonNode _ = browser.command("Log.enable", Map.of());
            JsonNode _ = browser.command("Page.enable", Map.of());
            JsonNode _ = browser.command("Page.navigate", Map.of("url", page.toUri().toString()));
            String _ = browser.loaded.get(30, TimeUnit.SECONDS);
            return browser;
        } catch (Exception e) {
            Process _ = process.destroyForcibly().onExit().get();
            throw e;
        }
    }

    private static String address(Process process) throws IOException {
        BufferedReader err = process.errorReader(StandardCharsets.UTF_8);
        for (String line = err.readLine(); line != null; line = err.readLine()) {
            int start = line.indexOf("ws://");
            if (start >= 0) {
                Thread _ = Thread.startVirtualThread(() -> err.lines().forEach(rest -> {}));
                return line.substring(start).strip();
            }
        }
        throw new IOException("Chromium did not say where it listens");
    }

    /** What the page's console, its policy and its scripts complained about. */
    List<String> complaints() {
        return List.copyOf(complaints);
    }

    /** The value of an expression in the page. */
    String evaluate(String script) throws Exception {
        return command("Runtime.evaluate", Map.of("expression", script)).at("/result/value").asText();
    }

    JsonNode command(String method, Map<String, Object> parameters) throws Exception {
        return call(session, method, parameters);
    }

    private JsonNode call(String inSession, String method, Map<String, Object> parameters)
            throws IOException, InterruptedException, ExecutionException, TimeoutException {
        int id = ids.incrementAndGet();
        ObjectNode message = JSON.createObjectNode().put("id", id).put("method", method);
        message.set("params", JSON.valueToTree(parameters));
        if (!inSession.isEmpty()) {
            message.put("sessionId", inSession);
        }
        CompletableFuture<JsonNode> answer = new CompletableFuture<>();
        answers.put(id, answer);
        WebSocket _ = socket.sendText(JSON.writeValueAsString(message), true).get(30, TimeUnit.SECONDS);
        return answer.get(30, TimeUnit.SECONDS).path("result");
    }

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
        partial.append(data);
        if (last) {
            take(partial.toString());
            partial.setLength(0);
        }
        from.request(1);
        return CompletableFuture.completedFuture(null);
    }

    private void take(String text) {
        JsonNode message;
        try {
            message = JSON.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        switch (message.path("method").asText()) {
            case "Page.loadEventFired" -> loaded.complete("");
            case "Runtime.exceptionThrown", "Log.entryAdded", "Runtime.consoleAPICalled" -> complaints.add(text);
            default -> {
                CompletableFuture<JsonNode> answer = answers.remove(message.path("id").asInt());
                if (answer != null) {
                    answer.complete(message);
                }
            }
        }
    }

    @Override
    public void close() {
        // By itself it also ends its helpers and removes its own files.
        Object _ = socket.sendText("{\"id\": 0, \"method\": \"Browser.close\"}", true)
                .thenCompose(sent -> process.onExit()).orTimeout(10, TimeUnit.SECONDS)
                .handle((ended, failed) -> process).join();
        http.shutdownNow();
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        Process _ = process.destroyForcibly().onExit().join();
    }
}
