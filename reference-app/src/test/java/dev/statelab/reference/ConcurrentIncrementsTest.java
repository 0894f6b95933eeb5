package dev.statelab.reference;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ConcurrentIncrementsTest {

    private static final int INCREMENTS = 1000;

    @TempDir
    private Path folder;

    @BeforeEach
    void makeTheFileAsAnInitContainerDoes() throws IOException {
        Files.writeString(folder.resolve("counter.txt"), "0\n");
    }

    @Test
    void aThousandAtATimeAreAThousand() throws IOException {
        try (AppProcess app = AppProcess.start(Mode.COUNTER, folder); Client client = app.client()) {
            increment(List.of(client), INCREMENTS);
        }
        assertThat(folder.resolve("counter.txt")).hasContent(INCREMENTS + "\n");
    }

    @Test
    void alsoFromTwoProcessesOnOneVolume() throws IOException {
        try (AppProcess one = AppProcess.start(Mode.COUNTER, folder);
                AppProcess two = AppProcess.start(Mode.COUNTER, folder);
                Client first = one.client();
                Client second = two.client()) {
            increment(List.of(first, second), INCREMENTS);
        }
        assertThat(folder.resolve("counter.txt")).hasContent(INCREMENTS + "\n");
    }

    @Test
    void alsoFromTwoApplicationsInOneProcess() {
        try (LocalApp one = LocalApp.start(Mode.COUNTER, folder);
                LocalApp two = LocalApp.start(Mode.COUNTER, folder)) {
            // The JDK's server closes connections beyond 200, unless Main tells it otherwise.
            increment(List.of(one.client(), two.client()), 100);
        }
        assertThat(folder.resolve("counter.txt")).hasContent(INCREMENTS + "\n");
    }

    private static void increment(List<Client> clients, int atATime) {
        List<Future<Integer>> statuses;
        try (ExecutorService threads = Executors.newFixedThreadPool(atATime, Thread.ofVirtual().factory())) {
            statuses = IntStream.range(0, INCREMENTS)
                    .mapToObj(i -> threads.submit(() -> clients.get(i % clients.size()).post("/increment").status()))
                    .toList();
        }
        assertThat(statuses).allSatisfy(status -> assertThat(status).succeedsWithin(Duration.ZERO).isEqualTo(200));
    }
}
