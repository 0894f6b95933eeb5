package dev.statelab.kube.apply;

import java.nio.file.Path;
import java.util.List;

/** What came of reading manifests. */
public sealed interface ManifestReading {

    /** All of them, in the order of the files and their documents. */
    record Complete(List<Manifest> manifests) implements ManifestReading {
        public Complete {
            manifests = List.copyOf(manifests);
        }
    }

    /**
     * Not all of them could be read.
     *
     * @param problems everything that is wrong
     * @param manifests the others
     */
    record Faulty(List<Problem> problems, List<Manifest> manifests) implements ManifestReading {
        public Faulty {
            problems = List.copyOf(problems);
            manifests = List.copyOf(manifests);
        }
    }

    /**
     * One mistake.
     *
     * @param file the file or folder
     * @param line from 1; 0 when it is about the whole file
     * @param column from 1; 0 when it is about the whole line
     * @param message what was expected and what was found
     */
    record Problem(Path file, int line, int column, String message) {
        @Override
        public String toString() {
            return file + (line == 0 ? "" : ":" + line) + (column == 0 ? "" : ":" + column) + ": " + message;
        }
    }
}
