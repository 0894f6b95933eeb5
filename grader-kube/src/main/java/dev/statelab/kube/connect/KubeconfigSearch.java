package dev.statelab.kube.connect;

import java.io.File;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Finds the kubeconfig that kubectl would use, and k3s' own after that. */
final class KubeconfigSearch {

    private final Surroundings surroundings;
    private final List<String> lookedAt = new ArrayList<>();

    KubeconfigSearch(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    /** The given file, which must be there. */
    Kubeconfig given(Path file) throws NotConnected {
        return read(file).orElseThrow(() -> new NotConnected("a kubeconfig", "no file " + file,
                "check the path that --kubeconfig names"));
    }

    /** {@code KUBECONFIG}, else the home folder's, else k3s'; empty when there is none. */
    Optional<Kubeconfig> usual() throws NotConnected {
        String list = surroundings.variable("KUBECONFIG");
        if (!list.isBlank()) {
            Optional<Kubeconfig> merged = Optional.empty();
            for (String name : list.split(Pattern.quote(File.pathSeparator), -1)) {
                Optional<Kubeconfig> next = name.isBlank() ? Optional.empty() : read(Path.of(name));
                merged = merged.isPresent() && next.isPresent()
                        ? Optional.of(merged.get().mergedWith(next.get()))
                        : merged.or(() -> next);
            }
            return merged;
        }
        Optional<Kubeconfig> home = read(surroundings.home().resolve(".kube").resolve("config"));
        return home.isPresent() ? home : read(surroundings.k3s());
    }

    NotConnected nothingFound() {
        String set = surroundings.variable("KUBECONFIG").isBlank()
                ? "KUBECONFIG is not set"
                : "KUBECONFIG names no file";
        return new NotConnected("a kubeconfig that says where the cluster is",
                "none: " + set + ", and there is no " + String.join(", no ", lookedAt),
                "start a cluster, name its file with --kubeconfig FILE, or grade on the built-in cluster with --lab");
    }

    private Optional<Kubeconfig> read(Path file) throws NotConnected {
        lookedAt.add(file.toString());
        try {
            return Optional.of(Kubeconfig.parse(file, surroundings.files().read(file)));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (AccessDeniedException e) {
            throw new NotConnected("a kubeconfig that you may read", file + ", which you may not",
                    "sudo cat " + file + " > ~/.kube/config && chmod 600 ~/.kube/config");
        } catch (IOException e) {
            throw new NotConnected("a kubeconfig that can be read", file + ": " + e.getMessage(),
                    "check that it is a text file");
        }
    }
}
