package dev.statelab.core.judging;

import dev.statelab.core.diagnosis.Outlook;
import dev.statelab.core.expression.Expression;
import dev.statelab.core.judging.Verdict.Fails;
import dev.statelab.core.judging.Waiting.Look;
import dev.statelab.core.judging.Waiting.Waited;
import dev.statelab.core.task.Expectation;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Waits until expectations hold, or cannot come to hold any more. */
final class StateWait {

    private final Session session;
    private final Map<String, Object> values;
    private final Consumer<Outlook> progress;

    /**
     * @param values what expressions may use besides observations
     * @param progress is told what is waited for
     */
    StateWait(Session session, Map<String, Object> values, Consumer<Outlook> progress) {
        this.session = session;
        this.values = values;
        this.progress = progress;
    }

    Waited<Picture> until(List<Expectation> stage, Duration within) throws InterruptedException {
        return session.waiting().until(state -> look(session.picture(state), stage), within, progress);
    }

    private Look<Picture> look(Picture picture, List<Expectation> stage) {
        return new Judge(picture, values, "").firstUnmet(stage)
                .filter(unmet -> unmet.verdict() instanceof Fails)
                .map(unmet -> unmet.expectation().that())
                .filter(unmet -> !takesSomebody(picture, unmet))
                .<Look<Picture>>map(unmet -> new Look.NotYet<>(outlook(picture, unmet)))
                .orElseGet(() -> new Look.Here<>(picture));
    }

    /** No controller brings it: an object that somebody has to create, a field that somebody has to change. */
    private static boolean takesSomebody(Picture picture, Expression unmet) {
        return picture.isWrittenByItsAuthor(unmet)
                || picture.observed(unmet.references()).stream()
                        .anyMatch(name -> switch (picture.look(name)) {
                            case Observed.Missing _,Observed.Undiscovered _ -> true;
                            case Observed.One _,Observed.Many _,Observed.Scalar _,Observed.Unreadable _ -> false;
                        });
    }

    /** What may come of the objects that it is about. */
    private static Outlook outlook(Picture picture, Expression unmet) {
        return Outlook.of(picture.state(),
                picture.observed(unmet.references()).stream().flatMap(picture::objects));
    }
}
