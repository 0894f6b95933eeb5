package dev.statelab.cli.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.statelab.cli.TaskFolder;
import dev.statelab.cli.verify.Verification;
import dev.statelab.core.cases.Case;
import dev.statelab.core.cases.ExpectedOutcome;
import dev.statelab.core.offline.Forecast;
import dev.statelab.core.offline.Forecaster;
import dev.statelab.core.offline.Prediction;
import dev.statelab.core.task.Task;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is said of files before they are deployed is never contradicted by what comes of them on a cluster. */
class CasesTest {

    @ParameterizedTest
    @ValueSource(strings = {"task-02", "task-05", "lab-14"})
    void no_case_contradicts_what_its_files_say(String name) throws Exception {
        Verification verification = Verification.read(new TaskFolder(Path.of("../tasks")), name);
        Task task = verification.task();

        assertThat(verification.cases()).hasSizeGreaterThan(2).allSatisfy(deployable -> {
            Case each = deployable.of();
            try (DryRun server = new DryRun()) {
                Rehearsal rehearsal = new Rehearsal(server, task.namespace());
                rehearsal.deploy(verification.manifests(each.name()));
                for (Forecast forecast : new Forecaster(task, each.parameters(),
                        new ForeseenStates(rehearsal, task.namespace(), deployable.charts()).of(task, List.of()))
                        .forecasts()) {
                    ExpectedOutcome outcome = Optional.ofNullable(each.outcomes().get(forecast.criterion().id()))
                            .orElseThrow();
                    assertThat(isContradicted(forecast.prediction(), outcome))
                            .describedAs("%s: %s is %s, foreseen %s", each.name(), forecast.criterion().id(), outcome,
                                    forecast.prediction())
                            .isFalse();
                }
            }
        });
    }

    private static boolean isContradicted(Prediction prediction, ExpectedOutcome outcome) {
        boolean passed = outcome instanceof ExpectedOutcome.Passed;
        return switch (prediction) {
            case Prediction.Holds() -> !passed;
            case Prediction.Fails _,Prediction.Blocked _ -> passed;
            case Prediction.Open _,Prediction.Unread _ -> false;
        };
    }
}
