package dev.statelab.kube.connect;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.statelab.kube.connect.Kubeconfig.Entry;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/**
 * A program that a kubeconfig names to get a token or a certificate from (Kubernetes: "client-go credential plugins").
 * It is started directly, not through a shell.
 */
final class CredentialPlugin {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Executor READERS = Thread::startVirtualThread;

    private final Entry user;
    private final JsonNode exec;
    private final Map<String, String> environment;

    CredentialPlugin(Entry user, Map<String, String> environment) {
        this.user = user;
        this.exec = user.json().path("exec");
        this.environment = environment;
    }

    void addTo(Credentials credentials) throws NotConnected, InterruptedException {
        JsonNode status = parse(run()).path("status");
        String certificate = status.path("clientCertificateData").asText("");
        if (!certificate.isEmpty()) {
            credentials.clientCertificate(certificate, status.path("clientKeyData").asText(""));
        }
        String token = status.path("token").asText("");
        if (!token.isEmpty()) {
            credentials.token(token);
        } else if (certificate.isEmpty()) {
            throw failed("an answer without token and certificate");
        }
    }

    private String run() throws NotConnected, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command());
        builder.environment().clear();
        builder.environment().putAll(environment);
        for (JsonNode variable : exec.path("env")) {
            builder.environment().put(variable.path("name").asText(), variable.path("value").asText());
        }
        builder.environment().put("KUBERNETES_EXEC_INFO", "{\"apiVersion\":\"" + exec.path("apiVersion").asText()
                + "\",\"kind\":\"ExecCredential\",\"spec\":{\"interactive\":false}}");
        Process process;
        try {
            process = builder.start();
        } catch (IOException e) {
            throw failed("no program that can be started: " + e.getMessage());
        }
        try {
            process.getOutputStream().close();
            CompletableFuture<String> output = CompletableFuture.supplyAsync(() -> text(process.getInputStream()),
                    READERS);
            CompletableFuture<String> errors = CompletableFuture.supplyAsync(() -> text(process.getErrorStream()),
                    READERS);
            if (!process.waitFor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                throw failed("no answer from it within " + PATIENCE.toSeconds() + " s");
            }
            if (process.exitValue() != 0) {
                String said = errors.join().strip();
                throw failed("exit code " + process.exitValue() + (said.isEmpty() ? "" : ": " + said));
            }
            return output.join();
        } catch (IOException e) {
            throw failed(String.valueOf(e.getMessage()));
        } finally {
            process.destroyForcibly();
        }
    }

    private List<String> command() {
        String program = exec.path("command").asText("");
        List<String> command = new ArrayList<>();
        // A relative path starts at the kubeconfig; a bare name is looked up in PATH.
        command.add(program.contains("/")
                ? user.file().toAbsolutePath().resolveSibling(Path.of(program)).toString()
                : program);
        exec.path("args").forEach(argument -> command.add(argument.asText()));
        return command;
    }

    private JsonNode parse(String output) throws NotConnected {
        try {
            return new ObjectMapper().readTree(output);
        } catch (JsonProcessingException e) {
            throw failed("an answer that is not JSON");
        }
    }

    private NotConnected failed(String found) {
        String hint = exec.path("installHint").asText("").strip();
        return new NotConnected(
                "a token from the program \"" + exec.path("command").asText() + "\", which " + user.file() + " names",
                found,
                hint.isEmpty() ? "run that program by hand, or log in with your provider's tool again" : hint);
    }

    private static String text(InputStream stream) {
        try (stream) {
            return new String(stream.readNBytes(1024 * 1024), UTF_8);
        } catch (IOException e) {
            return "";
        }
    }
}
