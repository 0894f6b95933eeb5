package dev.statelab.distribution;

import static java.util.Objects.requireNonNull;

import dev.statelab.kube.connect.ConnectOptions;
import dev.statelab.kube.connect.ConnectResult.Impossible;
import dev.statelab.kube.connect.ConnectResult.Ready;
import dev.statelab.kube.connect.Connection;
import dev.statelab.kube.connect.Connector;
import dev.statelab.kube.connect.Surroundings;
import dev.statelab.lab.LabCluster;
import dev.statelab.lab.LabOptions;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import okhttp3.ConnectionPool;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;

/** A program that reaches a lab cluster as the grader does: once, and then over several connections at a time. */
final class Connections {

    private static final int AT_A_TIME = 7;
    private static final String NOTE = "seen";

    private Connections() {}

    /**
     * Prints how many TLS sessions were agreed on; all other connections resumed one.
     *
     * @param arguments the file that the kubeconfig is written to
     */
    public static void main(String... arguments) throws Exception {
        Path kubeconfig = Path.of(arguments[0]);
        try (LabCluster cluster = LabCluster.start(LabOptions.defaults())) {
            Path _ = Files.writeString(kubeconfig, cluster.kubeconfig());
            System.out.println(sessions(connect(kubeconfig)));
        }
    }

    private static Connection connect(Path kubeconfig) throws IOException, InterruptedException {
        return switch (Connector.connect(new ConnectOptions(kubeconfig, null), Surroundings.real())) {
            case Ready(Connection connection) -> connection;
            case Impossible(var problem) -> throw new IOException(problem.toString());
        };
    }

    private static int sessions(Connection connection) throws Exception {
        AtomicInteger sessions = new AtomicInteger();
        OkHttpClient http = connection.http().newBuilder().connectionPool(new ConnectionPool(0, 1, TimeUnit.SECONDS))
                .addNetworkInterceptor(chain -> {
                    sessions.addAndGet(isNew(requireNonNull(chain.connection()).socket()) ? 1 : 0);
                    return chain.proceed(chain.request());
                }).build();
        HttpUrl version = connection.server().newBuilder().addPathSegment("version").build();
        Callable<String> ask = () -> ask(http, version);
        String _ = ask.call();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<String> answer : threads.invokeAll(Collections.nCopies(AT_A_TIME, ask))) {
                String _ = answer.get();
            }
        }
        return sessions.get();
    }

    /** A session that is resumed keeps what was noted on it. */
    private static boolean isNew(Socket connection) {
        SSLSession session = ((SSLSocket) connection).getSession();
        boolean isNew = session.getValue(NOTE) == null;
        session.putValue(NOTE, NOTE);
        return isNew;
    }

    private static String ask(OkHttpClient http, HttpUrl url) throws IOException {
        try (Response response = http.newCall(new Request.Builder().url(url).build()).execute()) {
            return response.body().string();
        }
    }
}
