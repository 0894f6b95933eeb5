package dev.statelab.cli;

import dev.statelab.core.task.TaskReader;
import dev.statelab.core.task.TaskReading;
import dev.statelab.kube.KubeCluster;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.IVersionProvider;

/** What {@code --version} prints: enough to tell which grader, with which rubric, gave a score. */
final class Version implements IVersionProvider {

    private final Installation installation;

    Version(Installation installation) {
        this.installation = installation;
    }

    @Override
    public String[] getVersion() {
        List<String> lines = new ArrayList<>();
        lines.add("StateLab grader " + Installation.version());
        installation.commit().ifPresent(commit -> lines.add("commit " + commit));
        lines.add("Kubernetes client " + KubeCluster.clientVersion());
        TaskFolder tasks = installation.tasks();
        for (String name : tasks.names()) {
            lines.add(switch (TaskReader.read(tasks.taskFile(name))) {
                case TaskReading.ReadTask(var task, var _) -> name + " version " + task.version();
                case TaskReading.Faulty(var mistakes, var _) -> name + " cannot be graded with: " + mistakes.getFirst();
            });
        }
        return lines.toArray(String[]::new);
    }
}
