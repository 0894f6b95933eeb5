package dev.statelab.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.stream.Stream;

/** How long the grader takes to print its help, and to get its first answer from an API server. */
final class StartUp {

    /** Odd, so that there is one in the middle; the first run of each row warms the disk and does not count. */
    private static final int RUNS = 11;

    private static final double NANOS_A_SECOND = 1e9;

    private record Way(String name, List<String> command, Map<String, String> environment) {}

    private StartUp() {}

    /** @param args an unpacked package */
    public static void main(String... args) throws IOException, InterruptedException {
        Path home = Path.of(args[0]).toAbsolutePath().normalize();
        Path kubeconfig = Files.createTempFile("start-up", ".kubeconfig");
        BlockingQueue<Long> answered = new ArrayBlockingQueue<>(1000);
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            byte[] status = """
                    {"kind":"Status","apiVersion":"v1","status":"Failure","reason":"NotFound","message":"none","code":404}
                    """
                    .getBytes(UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(404, status.length);
            exchange.getResponseBody().write(status);
            exchange.close();
            answered.add(System.nanoTime());
        });
        server.start();
        try {
            Files.writeString(kubeconfig, """
                    apiVersion: v1
                    kind: Config
                    current-context: c
                    clusters: [{name: c, cluster: {server: "http://127.0.0.1:%d"}}]
                    users: [{name: u, user: {token: t}}]
                    contexts: [{name: c, context: {cluster: c, user: u}}]
                    """.formatted(server.getAddress().getPort()));
            System.out.println("| started as | `--help`, s | first API response, s |");
            System.out.println("| --- | ---: | ---: |");
            for (Way way : ways(home)) {
                double help = median(() -> help(way));
                double response = median(() -> firstResponse(way, kubeconfig, answered));
                System.out.printf(Locale.ROOT, "| %s | %.2f | %.2f |%n", way.name, help, response);
            }
        } finally {
            server.stop(0);
            Files.delete(kubeconfig);
        }
    }

    private static List<Way> ways(Path home) throws IOException {
        String launcher = home.resolve("bin/grader").toString();
        List<String> plain = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin/java").toString(),
                "-Dstatelab.home=" + home, "-cp", classPath(home.resolve("app")), "dev.statelab.cli.Grader"));
        return List.of(new Way("packaged, with the start-up cache", List.of(launcher), Map.of()),
                new Way("packaged, without it", List.of(launcher), Map.of("JDK_JAVA_OPTIONS", "-XX:AOTMode=off")),
                new Way("plain `java -cp`", plain, Map.of()));
    }

    private static String classPath(Path app) throws IOException {
        try (Stream<Path> jars = Files.list(app.resolve("lib"))) {
            return Stream.concat(Stream.of(app.resolve("grader.jar")), jars.sorted()).map(Path::toString)
                    .collect(java.util.stream.Collectors.joining(":"));
        }
    }

    @FunctionalInterface
    private interface Run {
        long nanos() throws IOException, InterruptedException;
    }

    /** In seconds. */
    private static double median(Run run) throws IOException, InterruptedException {
        long _ = run.nanos();
        List<Long> times = new ArrayList<>();
        for (int i = 0; i < RUNS; i++) {
            times.add(run.nanos());
        }
        return times.stream().sorted().toList().get(RUNS / 2) / NANOS_A_SECOND;
    }

    private static long help(Way way) throws IOException, InterruptedException {
        long start = System.nanoTime();
        Process process = start(way, "--help");
        if (process.waitFor() != 0) {
            throw new IOException(way.name + " ended with " + process.exitValue());
        }
        return System.nanoTime() - start;
    }

    private static long firstResponse(Way way, Path kubeconfig, BlockingQueue<Long> answered)
            throws IOException, InterruptedException {
        answered.clear();
        long start = System.nanoTime();
        Process process = start(way, "evaluate", "task-02", "--kubeconfig", kubeconfig.toString());
        int exitCode = process.waitFor();
        return Optional.ofNullable(answered.poll())
                .orElseThrow(() -> new IOException(way.name + " asked nothing and ended with " + exitCode)) - start;
    }

    private static Process start(Way way, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(way.command);
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().putAll(way.environment);
        return builder.start();
    }
}
