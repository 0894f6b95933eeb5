package dev.statelab.hostile.fault;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;
import java.util.function.Predicate;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/** One connection of the grader's, and the one to the cluster behind it: request after request, until one is cut. */
final class Connection implements AutoCloseable {

    private final Socket plain;
    private final SSLSocket grader;
    private final Socket cluster;
    private final ExecutorService threads;

    private Connection(Socket plain, SSLSocket grader, Socket cluster, ExecutorService threads) {
        this.plain = plain;
        this.grader = grader;
        this.cluster = cluster;
        this.threads = threads;
    }

    static Connection accepted(Socket plain, SSLSocketFactory serving, Socket cluster, ExecutorService threads)
            throws IOException {
        plain.setTcpNoDelay(true);
        SSLSocket grader = (SSLSocket) serving.createSocket(plain, null, plain.getPort(), false);
        grader.setUseClientMode(false);
        return new Connection(plain, grader, cluster, threads);
    }

    /** Decides on a request. */
    @FunctionalInterface
    interface Decision {
        Mishap on(String method, String target, String body) throws IOException;
    }

    /** A request that is passed on later, by whoever gets it. */
    record Belated(Mishap.Held held, Message request, ByteArrayOutputStream body) {

        /** @param cluster a connection of its own */
        void deliver(Socket cluster) throws IOException {
            pass(request, body, cluster.getOutputStream());
            int status = Message.read(new BufferedInputStream(cluster.getInputStream()))
                    .map(answer -> Integer.parseInt(answer.word(1))).orElse(0);
            boolean _ = held.status().complete(status);
        }
    }

    /** @param last without bytes, after all others */
    private record Piece(ByteBuffer bytes, Instant at, boolean last) {}

    /** Ends a connection so that the other side sees it reset rather than closed. */
    static void reset(Socket socket) throws IOException {
        try {
            socket.setSoLinger(true, 0);
        } catch (SocketException closed) {
            // By the other side, or by somebody else here.
        }
        socket.close();
    }

    @Override
    public void close() throws IOException {
        grader.close();
    }

    /**
     * Passes on what comes in.
     *
     * @param pause lets time pass; whether all is over
     * @param later takes what is held back
     */
    void serve(Decision decision, Predicate<Duration> pause, Consumer<Belated> later) throws IOException {
        InputStream in = new BufferedInputStream(grader.getInputStream());
        OutputStream out = grader.getOutputStream();
        InputStream fromCluster = new BufferedInputStream(cluster.getInputStream());
        OutputStream toCluster = cluster.getOutputStream();
        for (Optional<Message> next = Message.read(in); next.isPresent(); next = Message.read(in)) {
            Message request = next.get();
            ByteArrayOutputStream body = new ByteArrayOutputStream();
            request.body(in, false, (bytes, length) -> body.write(bytes, 0, length));
            switch (decision.on(request.word(0), request.word(1), body.toString(UTF_8))) {
                case Mishap.Answered answered -> answer(answered, out);
                case Mishap.Unsent _,Mishap.Down _ -> {
                    reset(plain);
                    return;
                }
                case Mishap.Held held -> {
                    later.accept(new Belated(held, request, body));
                    reset(plain);
                    return;
                }
                case Mishap.Passed _ -> {
                    pass(request, body, toCluster);
                    if (answer(request, in, out, fromCluster, toCluster, bytes -> {
                        out.write(bytes);
                        out.flush();
                    })) {
                        return;
                    }
                }
                case Mishap.Cut(int bytes) -> {
                    pass(request, body, toCluster);
                    cut(fromCluster, out, bytes);
                    return;
                }
                case Mishap.Late(Duration by) -> {
                    if (pause.test(by)) {
                        return;
                    }
                    pass(request, body, toCluster);
                    if (late(request, in, out, fromCluster, toCluster, by, pause)) {
                        return;
                    }
                }
            }
        }
    }

    @FunctionalInterface
    private interface Writing {
        void write(byte[] bytes) throws IOException;
    }

    private static void answer(Mishap.Answered answered, OutputStream out) throws IOException {
        byte[] body = answered.body().getBytes(UTF_8);
        StringBuilder head = new StringBuilder("HTTP/1.1 ").append(answered.status()).append(" Refused\r\n")
                .append("Content-Type: ").append(answered.contentType()).append("\r\nContent-Length: ")
                .append(body.length).append("\r\n");
        answered.headers().forEach(header -> head.append(header).append("\r\n"));
        out.write(head.append("\r\n").toString().getBytes(UTF_8));
        out.write(body);
        out.flush();
    }

    private static void pass(Message request, ByteArrayOutputStream body, OutputStream toCluster) throws IOException {
        request.writeTo(toCluster);
        body.writeTo(toCluster);
        toCluster.flush();
    }

    /** Whether the connection is over. A grader that ends it in the middle of an answer ends the cluster's, too. */
    private boolean answer(Message request, InputStream in, OutputStream out, InputStream fromCluster,
            OutputStream toCluster, Writing writing) throws IOException {
        Future<?> next = threads.submit(() -> awaitNext(in));
        Optional<Message> answer = Message.read(fromCluster);
        if (answer.isEmpty()) {
            return true;
        }
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        answer.get().writeTo(head);
        writing.write(head.toByteArray());
        int status = Integer.parseInt(answer.get().word(1));
        if (status == 101) {
            threads.execute(() -> {
                join(next);
                copy(in, toCluster);
            });
            copy(fromCluster, out);
            return true;
        }
        if (!request.word(0).equals("HEAD") && status >= 200 && status != 204 && status != 304) {
            answer.get().body(fromCluster, true, (bytes, length) -> writing.write(Arrays.copyOf(bytes, length)));
        }
        if (answer.get().header("Connection").filter("close"::equalsIgnoreCase).isPresent()) {
            return true;
        }
        out.flush();
        join(next);
        return false;
    }

    /** Until there is a further byte, which stays to be read. */
    private void awaitNext(InputStream in) {
        try {
            in.mark(1);
            if (in.read() >= 0) {
                in.reset();
                return;
            }
            ended();
        } catch (IOException over) {
            ended();
        }
    }

    private void ended() {
        try {
            reset(cluster);
        } catch (IOException over) {
            // Nobody uses it any more.
        }
    }

    private static void join(Future<?> next) {
        try {
            next.get();
        } catch (ExecutionException broken) {
            throw new IllegalStateException(broken);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void cut(InputStream fromCluster, OutputStream out, int bytes) throws IOException {
        Optional<Message> answer = Message.read(fromCluster);
        if (answer.isPresent() && bytes >= 0) {
            answer.get().writeTo(out);
            int[] left = {bytes};
            answer.get().body(fromCluster, true, (piece, length) -> {
                int some = Math.min(left[0], length);
                out.write(piece, 0, some);
                out.flush();
                left[0] -= some;
                if (left[0] == 0) {
                    reset(plain);
                }
            });
        }
        reset(plain);
    }

    /** Each piece goes out so much later than it came in, however many come in at once. */
    private boolean late(Message request, InputStream in, OutputStream out, InputStream fromCluster,
            OutputStream toCluster, Duration by, Predicate<Duration> pause) throws IOException {
        BlockingQueue<Piece> pieces = new LinkedBlockingQueue<>();
        threads.execute(() -> deliver(pieces, out, by, pause));
        try {
            return answer(request, in, out, fromCluster, toCluster,
                    bytes -> pieces.add(new Piece(ByteBuffer.wrap(bytes), Instant.now(), false)));
        } finally {
            pieces.add(new Piece(ByteBuffer.allocate(0), Instant.now(), true));
        }
    }

    private void deliver(BlockingQueue<Piece> pieces, OutputStream out, Duration by, Predicate<Duration> pause) {
        try {
            for (Piece piece = pieces.take(); !piece.last(); piece = pieces.take()) {
                Duration left = Duration.between(Instant.now(), piece.at().plus(by));
                if (left.isPositive() && pause.test(left)) {
                    return;
                }
                out.write(piece.bytes().array());
                out.flush();
            }
        } catch (IOException over) {
            // The grader has ended it.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void copy(InputStream in, OutputStream out) {
        byte[] buffer = new byte[8192];
        try {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                out.write(buffer, 0, read);
                out.flush();
            }
        } catch (IOException over) {
            // The other direction ends with it.
        }
    }
}
