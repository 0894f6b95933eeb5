package dev.statelab.kube.pod;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.statelab.core.cluster.Cause;
import dev.statelab.core.cluster.Cause.Reason;
import dev.statelab.core.cluster.Command;
import dev.statelab.core.cluster.CommandAnswer;
import dev.statelab.core.cluster.CommandAnswer.NoEnd;
import dev.statelab.core.cluster.CommandAnswer.Unknown;
import dev.statelab.kube.http.ApiServer;
import dev.statelab.kube.http.ChannelListener;
import dev.statelab.kube.http.Json;
import dev.statelab.kube.http.Reply.Answered;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import okhttp3.HttpUrl;
import okio.ByteString;

/**
 * Runs commands in containers, over a WebSocket of the API server's. Without input both versions of the protocol are the
 * same. Closing the connection does not end a command that is still running: no version of Kubernetes does that.
 */
public final class PodCommands {

    private static final List<String> PROTOCOLS = List.of("v5.channel.k8s.io", "v4.channel.k8s.io");
    private static final int STDOUT = 1;
    private static final int STDERR = 2;
    private static final int ERROR = 3;

    private final ApiServer api;
    private final Overload overload;

    public PodCommands(ApiServer api, Overload overload) {
        this.api = api;
        this.overload = overload;
    }

    public CommandAnswer run(Command command) throws InterruptedException {
        Running running = new Running(command);
        try (Meanwhile meanwhile = new Meanwhile(overload, "`" + String.join(" ", command.words()) + "` to end in pod "
                + command.pod(), command.timeout());
                Closeable _ = api.channels(url(command), PROTOCOLS, running)) {
            return answer(command, running, meanwhile);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static CommandAnswer answer(Command command, Running running, Meanwhile meanwhile)
            throws InterruptedException {
        try {
            return running.answer.get(command.timeout().toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            return meanwhile.otherReason().<CommandAnswer>map(Unknown::new).orElseGet(() -> new NoEnd(
                    "it did not end within " + PodProxy.seconds(command.timeout()), running.stdout.output(),
                    running.stderr.output()));
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    private HttpUrl url(Command command) {
        HttpUrl.Builder url = api.url("api", "v1", "namespaces", command.namespace(), "pods", command.pod(), "exec");
        command.words().forEach(word -> url.addQueryParameter("command", word));
        if (!command.container().isEmpty()) {
            url.addQueryParameter("container", command.container());
        }
        return url.addQueryParameter("stdout", "true").addQueryParameter("stderr", "true").build();
    }

    /** One command on its way. */
    private static final class Running implements ChannelListener {
        private final Command command;
        private final Captured stdout;
        private final Captured stderr;
        private final long started = System.nanoTime();
        private final CompletableFuture<CommandAnswer> answer = new CompletableFuture<>();

        Running(Command command) {
            this.command = command;
            this.stdout = new Captured(command.maxOutput());
            this.stderr = new Captured(command.maxOutput());
        }

        @Override
        public void received(int channel, ByteString content) {
            switch (channel) {
                case STDOUT -> stdout.take(content);
                case STDERR -> stderr.take(content);
                case ERROR -> ended(content);
                default -> {
                }
            }
        }

        /** The first message on a channel may be empty: it only says that the channel is there. */
        private void ended(ByteString content) {
            if (content.size() > 0) {
                answer.complete(CommandEnd.of(command, json(content.utf8()), stdout.output(), stderr.output(),
                        Duration.ofNanos(System.nanoTime() - started)));
            }
        }

        private static JsonNode json(String text) {
            try {
                return Json.MAPPER.readTree(text);
            } catch (JsonProcessingException e) {
                return Json.MAPPER.missingNode();
            }
        }

        @Override
        public void refused(Answered answered) {
            answer.complete(CommandEnd.refused(command, answered.apiStatus()));
        }

        @Override
        public void lost(Cause cause) {
            answer.complete(new Unknown(cause));
        }

        @Override
        public void closed() {
            answer.complete(new Unknown(new Cause(Reason.SERVER_ERROR, "Expected to be told how `"
                    + String.join(" ", command.words()) + "` in pod " + command.pod()
                    + " ended, but the API server closed the connection without a word")));
        }
    }
}
