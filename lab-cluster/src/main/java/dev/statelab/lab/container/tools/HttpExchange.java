package dev.statelab.lab.container.tools;

import dev.statelab.lab.container.process.Surroundings;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * One HTTP/1.1 request over a connection of its own. curl and wget show what came over the wire, and tell by their exit
 * codes how a connection failed; so there is no HTTP library between.
 */
final class HttpExchange {

    private static final int LONGEST_LINE = 64 * 1024;

    private HttpExchange() {}

    /** What is asked. */
    static final class Request {

        private final String method;
        private final Url url;
        private final List<String> headers;
        private final byte[] body;

        /** @param headers whole lines */
        Request(String method, Url url, List<String> headers, byte[] body) {
            this.method = method;
            this.url = url;
            this.headers = List.copyOf(headers);
            this.body = body.clone();
        }

        private boolean has(String header) {
            return headers.stream().anyMatch(line -> line.toLowerCase(Locale.ROOT).startsWith(header + ":"));
        }

        private byte[] head() {
            StringBuilder head = new StringBuilder(method + " " + url.target() + " HTTP/1.1\r\n");
            if (!has("host")) {
                head.append("Host: ").append(url.authority()).append("\r\n");
            }
            headers.forEach(line -> head.append(line).append("\r\n"));
            if (body.length > 0 || method.equals("POST") || method.equals("PUT")) {
                head.append("Content-Length: ").append(body.length).append("\r\n");
            }
            return head.append("Connection: close\r\n\r\n").toString().getBytes(StandardCharsets.UTF_8);
        }
    }

    /** How it ended. */
    sealed interface Result {

        /** The server said something. */
        final class Answered implements Result {

            private final int status;
            private final List<String> headers;
            private final byte[] body;

            /** @param headers whole lines, the status line first */
            Answered(int status, List<String> headers, byte[] body) {
                this.status = status;
                this.headers = List.copyOf(headers);
                this.body = body.clone();
            }

            int status() {
                return status;
            }

            List<String> headers() {
                return headers;
            }

            byte[] body() {
                return body.clone();
            }

            Optional<String> header(String name) {
                String start = name.toLowerCase(Locale.ROOT) + ":";
                return headers.stream().filter(line -> line.toLowerCase(Locale.ROOT).startsWith(start))
                        .map(line -> line.substring(start.length()).strip()).findFirst();
            }
        }

        record UnknownHost() implements Result {}

        record Refused() implements Result {}

        record TimedOut() implements Result {}

        /** The connection ended before the answer did. */
        record Broken() implements Result {}
    }

    /** @param patience real time, for each step; zero for no end */
    static Result run(Surroundings surroundings, Request request, Duration patience) {
        return switch (Reach.of(surroundings, request.url.host(), request.url.port())) {
            case Reach.UnknownHost _ -> new Result.UnknownHost();
            case Reach.Refused _ -> new Result.Refused();
            case Reach.At at -> run(surroundings, at, request, patience);
        };
    }

    private static Result run(Surroundings surroundings, Reach.At at, Request request, Duration patience) {
        int millis = Math.clamp(patience.toMillis(), 0, Integer.MAX_VALUE);
        try (Socket socket = new Socket()) {
            surroundings.closeAtEnd(socket);
            try {
                socket.connect(at.address(), millis);
            } catch (SocketTimeoutException _) {
                return new Result.TimedOut();
            } catch (IOException _) {
                return new Result.Refused();
            }
            socket.setSoTimeout(millis);
            OutputStream out = socket.getOutputStream();
            out.write(request.head());
            out.write(request.body);
            out.flush();
            return answer(new BufferedInputStream(socket.getInputStream()), request.method.equals("HEAD"));
        } catch (SocketTimeoutException _) {
            return new Result.TimedOut();
        } catch (IOException | NumberFormatException _) {
            surroundings.checkAlive();
            return new Result.Broken();
        }
    }

    private static Result answer(InputStream in, boolean headOnly) throws IOException {
        List<String> lines = new ArrayList<>();
        String line = line(in);
        while (!line.isEmpty()) {
            lines.add(line);
            line = line(in);
        }
        if (lines.isEmpty() || !lines.getFirst().matches("HTTP/\\d\\.\\d \\d{3}.*")) {
            return new Result.Broken();
        }
        int status = Integer.parseInt(lines.getFirst().substring(9, 12));
        if (status == 100) {
            return answer(in, headOnly);
        }
        Result.Answered head = new Result.Answered(status, lines, new byte[0]);
        boolean empty = headOnly || status == 204 || status == 304;
        return empty ? head : new Result.Answered(status, lines, body(in, head));
    }

    private static byte[] body(InputStream in, Result.Answered head) throws IOException {
        if (head.header("Transfer-Encoding").orElse("").equalsIgnoreCase("chunked")) {
            return chunks(in);
        }
        Optional<String> length = head.header("Content-Length");
        if (length.isEmpty()) {
            return in.readAllBytes();
        }
        byte[] body = in.readNBytes(Integer.parseInt(length.get()));
        if (body.length < Integer.parseInt(length.get())) {
            throw new EOFException("the answer is shorter than it said");
        }
        return body;
    }

    private static byte[] chunks(InputStream in) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        int size = Integer.parseInt(line(in).replaceFirst(";.*", "").strip(), 16);
        while (size > 0) {
            byte[] chunk = in.readNBytes(size);
            body.writeBytes(chunk);
            line(in);
            size = chunk.length < size ? 0 : Integer.parseInt(line(in).replaceFirst(";.*", "").strip(), 16);
        }
        return body.toByteArray();
    }

    private static String line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0 || line.size() > LONGEST_LINE) {
                throw new EOFException("the connection ended within a line");
            }
            line.write(c);
        }
        return line.toString(StandardCharsets.UTF_8).stripTrailing();
    }
}
