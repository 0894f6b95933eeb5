package dev.statelab.lab.story;

import com.sun.net.httpserver.HttpServer;
import dev.statelab.lab.container.UserIds;
import dev.statelab.lab.container.image.Image;
import dev.statelab.lab.container.process.Program;
import dev.statelab.lab.container.process.Surroundings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;

/**
 * The image of the recordings: an application that listens on port 5000, knows no path, and ends only when it is killed.
 * It runs as root, and has a {@code python3} that does what the recorded command does: take 400 MiB.
 */
public final class RecordedApplication implements Program {

    private static final int PORT = 5000;
    private static final long TAKEN_BYTES = 400L << 20;

    public static Image image() {
        Map<String, Program> programs = new TreeMap<>(Image.base().programs());
        programs.put("/usr/local/bin/kvstore", new RecordedApplication());
        programs.put("/usr/bin/python3", RecordedApplication::takeMemory);
        return new Image(List.of("/usr/local/bin/kvstore"), List.of(), Image.base().environment(), "/", UserIds.ROOT,
                programs, List.of(), false);
    }

    private static int takeMemory(Surroundings surroundings) {
        surroundings.allocate(TAKEN_BYTES);
        return 0;
    }

    @Override
    public int run(Surroundings surroundings) throws IOException, InterruptedException {
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        surroundings.closeAtEnd(() -> server.stop(0));
        server.start();
        surroundings.listen(PORT, server.getAddress(), false);
        new CountDownLatch(1).await();
        return 0;
    }

    @Override
    public boolean endsOnTerminateAsFirst() {
        return false;
    }
}
