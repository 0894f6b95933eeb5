package dev.statelab.distribution;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Path;

/** Which commit is packaged. */
final class Commit {

    private Commit() {}

    /** Its hash, with {@code -modified} when files differ from it; {@code unknown} outside of a git checkout. */
    static String of(Path checkout) throws InterruptedException {
        try {
            Process git = new ProcessBuilder("git", "describe", "--always", "--abbrev=40", "--exclude=*",
                    "--dirty=-modified")
                    .directory(checkout.toFile()).redirectError(ProcessBuilder.Redirect.DISCARD).start();
            String hash = new String(git.getInputStream().readAllBytes(), UTF_8).strip();
            return git.waitFor() == 0 ? hash : "unknown";
        } catch (IOException noGit) {
            return "unknown";
        }
    }
}
