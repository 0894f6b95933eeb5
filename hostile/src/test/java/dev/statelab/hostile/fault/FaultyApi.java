package dev.statelab.hostile.fault;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.statelab.lab.LabCluster;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLSocketFactory;
import okhttp3.tls.Certificates;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;

/**
 * An API server that is not always well: it passes requests on to a lab cluster, but for what a plan does to them. It
 * speaks TLS with a certificate of its own, and HTTP/1.1 on both sides.
 */
final class FaultyApi implements AutoCloseable {

    private final URI cluster;
    private final String kubeconfig;
    private final int port;
    private final SSLSocketFactory serving;
    private final SSLSocketFactory asking;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final List<Sent> sent = new CopyOnWriteArrayList<>();
    private final Set<CompletableFuture<Void>> held = ConcurrentHashMap.newKeySet();
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile Plan plan = Plan.NONE;
    private ServerSocket listening;
    private int outages;

    private FaultyApi(LabCluster lab, ServerSocket listening) {
        this.cluster = URI.create(lab.url());
        this.listening = listening;
        this.port = listening.getLocalPort();
        HeldCertificate held = new HeldCertificate.Builder().ecdsa256().addSubjectAlternativeName("127.0.0.1").build();
        this.serving = new HandshakeCertificates.Builder().heldCertificate(held).build().sslContext()
                .getSocketFactory();
        this.asking = new HandshakeCertificates.Builder()
                .addTrustedCertificate(Certificates.decodeCertificatePem(lab.certificateAuthority())).build()
                .sslContext().getSocketFactory();
        this.kubeconfig = lab.kubeconfig().replace(lab.url(), "https://127.0.0.1:" + port)
                .replaceFirst("(certificate-authority-data: ).*", "$1"
                        + Base64.getEncoder().encodeToString(held.certificatePem().getBytes(UTF_8)));
    }

    static FaultyApi before(LabCluster lab) throws IOException {
        FaultyApi api = new FaultyApi(lab, listener(0));
        api.serve(api.listening);
        return api;
    }

    private static ServerSocket listener(int port) throws IOException {
        ServerSocket listener = new ServerSocket();
        listener.setReuseAddress(true);
        listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        return listener;
    }

    /** The lab cluster's kubeconfig, through here. */
    String kubeconfig() {
        return kubeconfig;
    }

    /** Forgets what was sent, ends every connection and outage, and numbers from 1 again. */
    synchronized void follow(Plan newPlan) throws IOException {
        outages++;
        plan = newPlan;
        cutAll();
        if (listening.isClosed()) {
            listen();
        }
        sent.clear();
    }

    /** What came in so far. */
    List<Sent> sent() {
        return List.copyOf(sent);
    }

    @Override
    public synchronized void close() throws IOException {
        outages++;
        closed.countDown();
        held.forEach(request -> request.cancel(false));
        listening.close();
        cutAll();
        threads.close();
    }

    private void cutAll() throws IOException {
        for (Socket socket : open) {
            Connection.reset(socket);
        }
    }

    /** Cuts all connections, and listens again after a while. */
    synchronized void goDown(Duration span) throws IOException {
        int outage = ++outages;
        listening.close();
        cutAll();
        threads.execute(() -> comeBack(outage, span));
    }

    private void comeBack(int outage, Duration span) {
        if (pause(span)) {
            return;
        }
        synchronized (this) {
            if (outage == outages) {
                try {
                    listen();
                } catch (IOException taken) {
                    throw new IllegalStateException("port " + port + " cannot be listened to again", taken);
                }
            }
        }
    }

    private void listen() throws IOException {
        listening = listener(port);
        serve(listening);
    }

    private void serve(ServerSocket here) {
        threads.execute(() -> {
            while (!here.isClosed()) {
                try {
                    Socket plain = here.accept();
                    threads.execute(() -> serve(plain));
                } catch (IOException over) {
                    return;
                }
            }
        });
    }

    private void serve(Socket plain) {
        open.add(plain);
        try (plain; Socket toCluster = asking.createSocket(cluster.getHost(), cluster.getPort())) {
            open.add(toCluster);
            try (Connection connection = Connection.accepted(plain, serving, toCluster, threads)) {
                connection.serve(this::decide, this::pause, this::deliver);
            } finally {
                open.remove(toCluster);
            }
        } catch (IOException over) {
            // Cut by a fault, or by the grader, which ends its connections like this.
        } finally {
            open.remove(plain);
        }
    }

    private void deliver(Connection.Belated belated) {
        held.add(belated.held().until());
        threads.execute(() -> {
            try {
                belated.held().until().join();
                try (Socket toCluster = asking.createSocket(cluster.getHost(), cluster.getPort())) {
                    belated.deliver(toCluster);
                }
            } catch (IOException | CancellationException over) {
                boolean _ = belated.held().status().completeExceptionally(over);
            }
        });
    }

    private Mishap decide(String method, String target, String body) throws IOException {
        Sent request;
        Plan current;
        synchronized (this) {
            request = new Sent(sent.size() + 1, method, target, body);
            sent.add(request);
            current = plan;
        }
        Mishap fault = current.of(request);
        if (fault instanceof Mishap.Down(Duration span)) {
            goDown(span);
        }
        return fault;
    }

    /** Whether it was closed in this time. */
    private boolean pause(Duration span) {
        try {
            return closed.await(span.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }
}
