package dev.statelab.distribution;

import dev.statelab.cli.TaskFolder;
import dev.statelab.core.result.Credit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Of each task what its students may see: neither solutions nor cases, and nothing that is graded in secret. */
final class StudentTasks {

    private StudentTasks() {}

    /**
     * Copies them.
     *
     * @param tasks a folder with a folder for each task
     * @throws IOException also when a task has hidden criteria, which everybody could read in the copy of its file
     */
    static void copy(Path tasks, Path into) throws IOException {
        TaskFolder folder = new TaskFolder(tasks);
        for (String name : folder.names()) {
            int hidden = folder.read(name).points(Credit.HIDDEN);
            if (hidden > 0) {
                throw new IOException("Expected tasks without hidden criteria, found " + hidden + " hidden points in "
                        + folder.taskFile(name) + ". Students could read them in the package: leave them out of this"
                        + " copy of the task, and grade with a copy that has them.");
            }
            Path copy = Files.createDirectories(into.resolve(name));
            for (Path file : List.of(folder.taskFile(name), folder.statement(name))) {
                Files.copy(file, copy.resolve(file.getFileName()));
            }
        }
    }
}
