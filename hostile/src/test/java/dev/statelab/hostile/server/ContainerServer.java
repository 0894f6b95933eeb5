package dev.statelab.hostile.server;

import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import dev.statelab.lab.container.process.Signal;
import dev.statelab.lab.container.process.Surroundings;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** The program of a container that answers requests. */
public final class ContainerServer {

    private static final int PORT = 5000;

    private ContainerServer() {}

    /**
     * Answers requests at port 5000, until it is terminated.
     *
     * @return the exit code
     */
    public static int run(Surroundings surroundings, HttpHandler handler) throws Exception {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        server.setExecutor(threads);
        server.createContext("/", handler);
        server.start();
        CountDownLatch terminated = new CountDownLatch(1);
        surroundings.closeAtEnd(() -> {
            server.stop(0);
            threads.shutdownNow();
        });
        surroundings.onSignal(Signal.TERM, terminated::countDown);
        boolean _ = surroundings.listen(PORT, server.getAddress(), false);
        terminated.await();
        return Signal.TERM.exitCode();
    }
}
