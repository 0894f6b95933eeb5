package dev.statelab.lab.container.tools;

import dev.statelab.lab.container.tools.HttpExchange.Request;
import dev.statelab.lab.container.tools.HttpExchange.Result;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code wget}, as busybox has it. */
final class Wget {

    private static final int MOST_REDIRECTS = 20;
    private static final Map<String, String> LONG = Map.of("quiet", "q", "output-document", "O", "post-data", "d",
            "spider", "s", "timeout", "T", "header", "H", "server-response", "S", "no-check-certificate", "n",
            "tries", "t", "user-agent", "U");

    private Wget() {}

    static int run(Call call) throws UsageException, IOException {
        Options options = Options.parse(call, "qO:d:sT:H:Snt:U:cP:", LONG);
        if (options.operands().isEmpty()) {
            throw new UsageException("missing URL");
        }
        int status = 0;
        for (String operand : options.operands()) {
            Optional<Url> url = Url.parse(operand);
            if (url.isEmpty() || !url.get().scheme().equals("http")) {
                call.complain("not an http or ftp url: " + operand);
                status = 1;
            } else {
                status |= fetch(call, options, url.get());
            }
        }
        return status;
    }

    private static int fetch(Call call, Options options, Url first) throws UsageException, IOException {
        Url url = first;
        Duration patience = call.surroundings().clock()
                .real(TimeTools.span(options.value("T").orElse("900")));
        for (int i = 0; i < MOST_REDIRECTS; i++) {
            say(call, options, "Connecting to " + url.host() + ":" + url.port() + address(call, url));
            Result result = HttpExchange.run(call.surroundings(), request(options, url), patience);
            if (!(result instanceof Result.Answered answer)) {
                return failed(call, url, result);
            }
            if (options.has("S")) {
                answer.headers().forEach(line -> call.surroundings().err().println("  " + line));
            }
            Optional<Url> next = answer.status() / 100 == 3
                    ? answer.header("Location").flatMap(url::follow)
                    : Optional.empty();
            if (next.isEmpty()) {
                return show(call, options, url, answer);
            }
            url = next.get();
        }
        call.complain("too many redirections");
        return 1;
    }

    private static String address(Call call, Url url) {
        return call.surroundings().network().addresses(url.host()).stream().findFirst()
                .map(address -> " (" + address + ":" + url.port() + ")").orElse("");
    }

    private static Request request(Options options, Url url) {
        List<String> headers = new ArrayList<>(options.all("H"));
        headers.add("User-Agent: " + options.value("U").orElse("Wget"));
        Optional<String> data = options.value("d");
        if (data.isPresent()
                && headers.stream().noneMatch(line -> line.regionMatches(true, 0, "Content-Type:", 0, 13))) {
            headers.add("Content-Type: application/x-www-form-urlencoded");
        }
        String method = data.isPresent() ? "POST" : options.has("s") ? "HEAD" : "GET";
        return new Request(method, url, headers, data.orElse("").getBytes(StandardCharsets.UTF_8));
    }

    private static int failed(Call call, Url url, Result result) {
        call.complain(switch (result) {
            case Result.UnknownHost _ -> "bad address '" + url.host() + "'";
            case Result.Refused _ -> "can't connect to remote host (" + String.join(",",
                    call.surroundings().network().addresses(url.host())) + "): Connection refused";
            case Result.TimedOut _ -> "download timed out";
            case Result.Broken _,Result.Answered _ -> "error getting response: Connection reset by peer";
        });
        return 1;
    }

    private static int show(Call call, Options options, Url url, Result.Answered answer) throws IOException {
        if (answer.status() / 100 != 2) {
            call.complain("server returned error: " + answer.headers().getFirst());
            return 1;
        }
        if (options.has("s")) {
            say(call, options, "remote file exists");
            return 0;
        }
        String path = url.target().replaceFirst("\\?.*", "");
        String name = path.substring(path.lastIndexOf('/') + 1);
        String target = options.value("O").orElse(name.isEmpty() ? "index.html" : name);
        if (target.equals("-")) {
            say(call, options, "writing to stdout");
            call.out().write(answer.body());
            call.out().flush();
            say(call, options, "written to stdout");
            return 0;
        }
        Path file = call.path(target);
        if (!options.has("O") && Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            call.complain("can't open '" + target + "': File exists");
            return 1;
        }
        say(call, options, "saving to '" + target + "'");
        try {
            Files.write(file, answer.body());
        } catch (IOException e) {
            return call.failed("can't open '" + target + "'", e);
        }
        say(call, options, "'" + target + "' saved");
        return 0;
    }

    private static void say(Call call, Options options, String message) {
        if (!options.has("q")) {
            call.surroundings().err().println(message);
        }
    }
}
