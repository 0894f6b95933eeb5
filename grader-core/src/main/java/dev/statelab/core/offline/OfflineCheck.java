package dev.statelab.core.offline;

import static java.util.Objects.requireNonNull;

import dev.statelab.core.offline.Remark.Severity;
import dev.statelab.core.result.Credit;
import dev.statelab.core.result.ParameterResult;
import dev.statelab.core.task.Task;
import java.util.List;

/**
 * What could be said of manifests before anything is deployed.
 *
 * @param namespace where they would be deployed
 * @param objects how many objects were looked at
 * @param remarks what the API server would say to them, and what could not be read
 * @param parameters what the parameters of the task stand for
 * @param criteria one for each criterion of the task, in its order
 */
public record OfflineCheck(
        Task task,
        String namespace,
        int objects,
        List<Remark> remarks,
        List<ParameterResult> parameters,
        List<Judged> criteria) {

    public OfflineCheck {
        requireNonNull(task, "task");
        requireNonNull(namespace, "namespace");
        remarks = List.copyOf(remarks);
        parameters = List.copyOf(parameters);
        criteria = List.copyOf(criteria);
    }

    /**
     * One criterion.
     *
     * @param spots where the manifests decide that it fails, the most telling one first; may be none
     */
    public record Judged(Forecast forecast, List<Spot> spots) {
        public Judged {
            requireNonNull(forecast, "forecast");
            spots = List.copyOf(spots);
        }
    }

    public boolean isReadable() {
        return remarks.stream().noneMatch(remark -> remark.severity() == Severity.UNREADABLE);
    }

    /** Whether nothing that is known speaks against deploying it; bonus points are nobody's duty. */
    public boolean isClean() {
        return remarks.stream().allMatch(remark -> remark.severity() == Severity.NOTE) && criteria.stream()
                .filter(judged -> judged.forecast().criterion().credit() != Credit.BONUS)
                .allMatch(judged -> switch (judged.forecast().prediction()) {
                    case Prediction.Holds _,Prediction.Open _,Prediction.Unread _ -> true;
                    case Prediction.Fails _,Prediction.Blocked _ -> false;
                });
    }
}
