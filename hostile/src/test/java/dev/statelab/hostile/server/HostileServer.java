package dev.statelab.hostile.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;

/**
 * An API server on this machine that answers as it likes, byte by byte, over TLS. Each connection has one answer, and a
 * thread of its own.
 */
public final class HostileServer implements AutoCloseable {

    private final HeldCertificate certificate;
    private final ServerSocket socket;
    private final Answers answers;
    private final Set<Socket> connections = ConcurrentHashMap.newKeySet();
    private final AtomicLong longestAnswer = new AtomicLong();
    private final Queue<String> requests = new ConcurrentLinkedQueue<>();
    private final CountDownLatch closed = new CountDownLatch(1);

    /** What it does with a request. */
    @FunctionalInterface
    public interface Answers {

        /**
         * @param request the first line, as in {@code GET /version HTTP/1.1}
         * @param out ends the connection with an {@link IOException} once the other side has gone
         * @param closed when the server ends
         */
        void answer(String request, OutputStream out, CountDownLatch closed) throws IOException, InterruptedException;
    }

    private HostileServer(HeldCertificate certificate, Answers answers) throws IOException {
        this.certificate = certificate;
        this.answers = answers;
        this.socket = new HandshakeCertificates.Builder().heldCertificate(certificate).build().sslContext()
                .getServerSocketFactory().createServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofPlatform().daemon().start(this::accept);
    }

    public static HostileServer start(Answers answers) throws IOException {
        return start(new HeldCertificate.Builder().addSubjectAlternativeName("127.0.0.1").build(), answers);
    }

    public static HostileServer start(HeldCertificate certificate, Answers answers) throws IOException {
        return new HostileServer(certificate, answers);
    }

    /** One with a token, whose context names no namespace. */
    public String kubeconfig() {
        return kubeconfig(certificate);
    }

    /** The same, with another authority that signs for the server. */
    public String kubeconfig(HeldCertificate authority) {
        return """
                apiVersion: v1
                kind: Config
                current-context: c
                contexts: [{name: c, context: {cluster: c, user: u}}]
                clusters: [{name: c, cluster: {server: "https://127.0.0.1:%d", certificate-authority-data: %s}}]
                users: [{name: u, user: {token: mine}}]
                """.formatted(socket.getLocalPort(),
                Base64.getEncoder().encodeToString(authority.certificatePem().getBytes(UTF_8)));
    }

    /** Bytes of the longest answer that the other side has taken, or that the operating system keeps for it. */
    public long longestAnswer() {
        return longestAnswer.get();
    }

    /** The first lines of all requests. */
    public List<String> requests() {
        return List.copyOf(requests);
    }

    private void accept() {
        while (closed.getCount() > 0) {
            try {
                Socket connection = socket.accept();
                connections.add(connection);
                Thread.ofPlatform().daemon().start(() -> serve(connection));
            } catch (IOException over) {
                return;
            }
        }
    }

    private void serve(Socket connection) {
        try (connection) {
            InputStream in = new BufferedInputStream(connection.getInputStream());
            List<String> head = head(in);
            if (!head.isEmpty()) {
                requests.add(head.getFirst());
                answers.answer(head.getFirst(), new Counted(connection.getOutputStream()), closed);
            }
        } catch (IOException gone) {
            // The other side has had enough.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            connections.remove(connection);
        }
    }

    private static List<String> head(InputStream in) throws IOException {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c >= 0; c = in.read()) {
            if (c != '\n') {
                line.append((char) c);
            } else if (line.toString().isBlank()) {
                return lines;
            } else {
                lines.add(line.toString().strip());
                line.setLength(0);
            }
        }
        return List.of();
    }

    @Override
    public void close() {
        closed.countDown();
        try {
            socket.close();
            for (Socket connection : connections) {
                connection.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private final class Counted extends OutputStream {
        private final OutputStream out;
        private long written;

        private Counted(OutputStream out) {
            this.out = out;
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[]{(byte) b});
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            out.write(bytes, offset, length);
            written += length;
            longestAnswer.accumulateAndGet(written, Math::max);
        }

        @Override
        public void flush() throws IOException {
            out.flush();
        }
    }

    /** A head and a body, whole. */
    public static void plain(OutputStream out, int status, String type, String body) throws IOException {
        byte[] bytes = body.getBytes(UTF_8);
        head(out, status, "Content-Type: " + type, "Content-Length: " + bytes.length);
        out.write(bytes);
        out.flush();
    }

    /** A head alone; the body ends with the connection unless a header says otherwise. */
    public static void head(OutputStream out, int status, String... headers) throws IOException {
        String lines = headers.length == 0 ? "" : String.join("\r\n", headers) + "\r\n";
        out.write(("HTTP/1.1 " + status + " Status\r\n" + lines + "Connection: close\r\n\r\n").getBytes(ISO_8859_1));
        out.flush();
    }
}
