package dev.statelab.lab.stream;

import dev.statelab.lab.container.FileTree;
import dev.statelab.lab.kubectl.Kubectl;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A lab cluster with a kubectl and pods to talk to, for all tests of a class. They are skipped without kubectl. */
final class KubectlPods implements BeforeAllCallback, AfterAllCallback {

    private final List<String> shells;
    private @Nullable RunningPods pods;
    private @Nullable Path folder;

    private KubectlPods(List<String> shells) {
        this.shells = shells;
    }

    /** With these pods, each with a container {@code main} of busybox, that wait. */
    static KubectlPods withShells(String... names) {
        return new KubectlPods(List.of(names));
    }

    @Override
    public void beforeAll(ExtensionContext context) throws IOException {
        Kubectl.requireInstalled();
        folder = Files.createTempDirectory("statelab-kubectl-");
        RunningPods started = RunningPods.start();
        pods = started;
        shells.forEach(started::withShell);
    }

    @Override
    public void afterAll(ExtensionContext context) {
        if (pods != null) {
            pods.close();
        }
        if (folder != null) {
            FileTree.delete(folder);
        }
    }

    RunningPods pods() {
        return Objects.requireNonNull(pods);
    }

    /** Where kubectl runs. */
    Path folder() {
        return Objects.requireNonNull(folder);
    }

    Kubectl kubectl() {
        return pods().kubectl(folder());
    }
}
