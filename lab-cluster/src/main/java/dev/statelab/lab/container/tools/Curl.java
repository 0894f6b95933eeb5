package dev.statelab.lab.container.tools;

import dev.statelab.lab.container.tools.HttpExchange.Request;
import dev.statelab.lab.container.tools.HttpExchange.Result;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** {@code curl} for plain HTTP. */
final class Curl {

    private static final int MOST_REDIRECTS = 50;
    private static final Map<String, String> LONG = Map.ofEntries(Map.entry("silent", "s"),
            Map.entry("show-error", "S"), Map.entry("fail", "f"), Map.entry("request", "X"), Map.entry("data", "d"),
            Map.entry("data-raw", "d"), Map.entry("data-binary", "d"), Map.entry("header", "H"),
            Map.entry("output", "o"), Map.entry("write-out", "w"), Map.entry("include", "i"), Map.entry("head", "I"),
            Map.entry("location", "L"), Map.entry("max-time", "m"), Map.entry("connect-timeout", "C"),
            Map.entry("verbose", "v"), Map.entry("user-agent", "A"), Map.entry("insecure", "k"),
            Map.entry("retry", "r"), Map.entry("retry-delay", "r"), Map.entry("no-progress-meter", "s"));

    private final Call call;
    private final Options options;

    private Curl(Call call, Options options) {
        this.call = call;
        this.options = options;
    }

    static int run(Call call) throws UsageException, IOException {
        Options options = Options.parse(call, "sSfX:d:H:o:w:iILm:C:vA:kr:g", LONG);
        if (options.operands().isEmpty()) {
            call.surroundings().err().println("curl: no URL specified!");
            return 2;
        }
        int status = 0;
        for (String operand : options.operands()) {
            Optional<Url> url = Url.parse(operand);
            if (url.isEmpty()) {
                status = new Curl(call, options).failed(3, "URL rejected: Malformed input to a URL function");
            } else if (!url.get().scheme().equals("http")) {
                status = new Curl(call, options).failed(1,
                        "Protocol \"" + url.get().scheme() + "\" not supported");
            } else {
                status = new Curl(call, options).fetch(url.get());
            }
        }
        return status;
    }

    private int fetch(Url first) throws UsageException, IOException {
        Url url = first;
        Result result = HttpExchange.run(call.surroundings(), request(url), patience());
        for (int i = 0; i < MOST_REDIRECTS && options.has("L") && result instanceof Result.Answered answer
                && answer.status() / 100 == 3; i++) {
            Optional<Url> next = answer.header("Location").flatMap(url::follow);
            if (next.isEmpty()) {
                break;
            }
            url = next.get();
            result = HttpExchange.run(call.surroundings(), request(url), patience());
        }
        String where = url.host() + " port " + url.port();
        int status = switch (result) {
            case Result.Answered answer -> show(answer);
            case Result.UnknownHost _ -> failed(6, "Could not resolve host: " + url.host());
            case Result.Refused _ -> failed(7, "Failed to connect to " + where + " after 0 ms: Could not connect to"
                    + " server");
            case Result.TimedOut _ -> failed(28, "Operation timed out after " + patience().toMillis()
                    + " milliseconds with 0 bytes received");
            case Result.Broken _ -> failed(52, "Empty reply from server");
        };
        if (!(result instanceof Result.Answered)) {
            writeOut(0, 0);
        }
        return status;
    }

    private Duration patience() throws UsageException {
        String seconds = options.value("m").or(() -> options.value("C")).orElse("0");
        if (!seconds.matches("\\d{1,6}(\\.\\d{1,6})?")) {
            throw new UsageException("option -m: expected a proper numerical parameter", 2);
        }
        Duration span = Duration.ofMillis(new BigDecimal(seconds).movePointRight(3).longValue());
        return call.surroundings().clock().real(span);
    }

    private Request request(Url url) throws IOException {
        List<String> headers = new ArrayList<>(options.all("H"));
        String lower = String.join("\n", headers).toLowerCase(Locale.ROOT);
        headers.add("User-Agent: " + options.value("A").orElse("curl/8.5.0"));
        headers.add("Accept: */*");
        boolean sends = options.has("d");
        if (sends && !lower.contains("content-type:")) {
            headers.add("Content-Type: application/x-www-form-urlencoded");
        }
        String method = options.value("X").orElse(options.has("I") ? "HEAD" : sends ? "POST" : "GET");
        return new Request(method, url, headers, body());
    }

    private byte[] body() throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (String data : options.all("d")) {
            if (body.size() > 0) {
                body.write('&');
            }
            if (!data.startsWith("@")) {
                body.writeBytes(data.getBytes(StandardCharsets.UTF_8));
                continue;
            }
            try (InputStream in = call.open(data.substring(1))) {
                String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
                body.writeBytes(text.replaceAll("[\r\n]", "").getBytes(StandardCharsets.UTF_8));
            }
        }
        return body.toByteArray();
    }

    private int show(Result.Answered answer) throws IOException {
        boolean refused = options.has("f") && answer.status() >= 400;
        int status = refused ? failed(22, "The requested URL returned error: " + answer.status()) : 0;
        if (!refused) {
            try (OutputStream out = target()) {
                if (options.has("i") || options.has("I")) {
                    out.write((String.join("\r\n", answer.headers()) + "\r\n\r\n").getBytes(StandardCharsets.UTF_8));
                }
                out.write(answer.body());
            } catch (IOException _) {
                status = failed(23, "Failure writing output to destination");
            }
        }
        writeOut(answer.status(), answer.body().length);
        return status;
    }

    private OutputStream target() throws IOException {
        Optional<String> file = options.value("o").filter(name -> !name.equals("-"));
        if (file.isPresent()) {
            return Files.newOutputStream(call.path(file.get()));
        }
        return new OutputStream() {

            @Override
            public void write(int value) {
                call.out().write(value);
            }

            @Override
            public void write(byte[] bytes, int offset, int length) {
                call.out().write(bytes, offset, length);
            }

            @Override
            public void close() {
                call.out().flush();
            }
        };
    }

    private void writeOut(int status, int size) {
        options.value("w").ifPresent(format -> call.out().print(format.replace("\\n", "\n").replace("\\t", "\t")
                .replace("%{http_code}", "%03d".formatted(status))
                .replace("%{response_code}", "%03d".formatted(status))
                .replace("%{size_download}", Integer.toString(size))));
        call.out().flush();
    }

    private int failed(int code, String message) {
        if (!options.has("s") || options.has("S")) {
            call.surroundings().err().println("curl: (" + code + ") " + message);
        }
        return code;
    }
}
