package dev.statelab.lab.container.tools;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;

/** {@code tail -f}: prints what is added to a file, until it is killed. */
final class Following {

    private static final Duration PAUSE = Duration.ofSeconds(1);

    private Following() {}

    static void follow(Call call, String file) throws IOException, InterruptedException {
        Path path = call.path(file);
        long printed = Files.size(path);
        while (true) {
            call.surroundings().clock().sleep(PAUSE);
            call.surroundings().checkAlive();
            try (InputStream in = Files.newInputStream(path)) {
                long size = Files.size(path);
                in.skipNBytes(Math.min(printed, size));
                printed = Math.min(printed, size) + in.transferTo(call.out());
            } catch (NoSuchFileException _) {
                printed = 0;
            }
        }
    }
}
