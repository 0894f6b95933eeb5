package dev.statelab.core.offline;

import dev.statelab.core.cluster.Cause;
import dev.statelab.core.cluster.ClusterState;
import dev.statelab.core.cluster.KubernetesObject;
import dev.statelab.core.expression.Template;
import dev.statelab.core.judging.Discovery;
import dev.statelab.core.judging.Judge;
import dev.statelab.core.judging.Observed;
import dev.statelab.core.judging.Parameters;
import dev.statelab.core.judging.Picture;
import dev.statelab.core.judging.Verdict;
import dev.statelab.core.result.Finding;
import dev.statelab.core.task.Criterion;
import dev.statelab.core.task.Expectation;
import dev.statelab.core.task.Observation;
import dev.statelab.core.task.Repeat;
import dev.statelab.core.task.Task;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Judges criteria in one of the states that may come. */
final class StateForecast {

    private static final String LOOKED_AT = "it does not hold";

    private final List<Observation> observations;
    private final Parameters parameters;
    private final ClusterState state;
    private final Picture picture;

    private StateForecast(List<Observation> observations, Parameters parameters, ClusterState state) {
        this.observations = observations;
        this.parameters = parameters;
        this.state = state;
        this.picture = new Picture(observations, parameters, state);
    }

    /** @param named what the student says that parameters of the task are, by their ids */
    static StateForecast of(Task task, Map<String, String> named, ClusterState state) {
        return new StateForecast(task.observations(),
                Discovery.of(task, state, named, PartialSight::ofManifests), state);
    }

    Parameters parameters() {
        return parameters;
    }

    List<Observation> observations() {
        return observations;
    }

    ClusterState state() {
        return state;
    }

    Picture picture() {
        return picture;
    }

    /** The first thing that keeps the criterion from passing; empty where nothing does for sure. */
    Optional<Shortfall> shortfall(Criterion criterion) {
        if (criterion.repeat() instanceof Repeat.ForEach each) {
            Optional<Shortfall> tooFew = tooFew(each);
            if (tooFew.isPresent()) {
                return tooFew;
            }
        }
        return items(criterion).flatMap(item -> item.unmet(criterion.expect()).stream()).findFirst();
    }

    private Optional<Shortfall> tooFew(Repeat.ForEach each) {
        String wanted = "at least " + each.atLeast() + " in '" + each.in() + "'";
        return switch (picture.look(each.in())) {
            case Observed.Many(List<KubernetesObject> objects) when objects.size() < each.atLeast() ->
                Optional.of(new Shortfall.TooFew(this, each.in(),
                        new Finding(wanted, objects.isEmpty() ? "none" : Integer.toString(objects.size()), "")));
            case Observed.Missing(var _, var _, String what) ->
                Optional.of(new Shortfall.TooFew(this, each.in(), new Finding(wanted, what, "")));
            case Observed.Undiscovered(String what) ->
                Optional.of(new Shortfall.TooFew(this, each.in(), new Finding(wanted, what, "")));
            case Observed.Many _,Observed.One _,Observed.Scalar _,Observed.Unreadable _ -> Optional.empty();
        };
    }

    /** One for each object that the criterion is judged for. */
    private Stream<StateForecast> items(Criterion criterion) {
        return switch (criterion.repeat()) {
            case Repeat.Once _ -> Stream.of(this);
            case Repeat.ForEach each -> switch (picture.look(each.in())) {
                case Observed.Many(List<KubernetesObject> objects) ->
                    objects.stream().map(object -> forItem(each, object));
                case Observed.One _,Observed.Scalar _,Observed.Missing _,Observed.Undiscovered _,Observed.Unreadable _ ->
                    Stream
                            .empty();
            };
        };
    }

    private StateForecast forItem(Repeat.ForEach each, KubernetesObject object) {
        List<Observation> all = new ArrayList<>(observations);
        all.add(new Observation(each.name(), object.kind(), new Observation.ItemOf(each.in(), object.name())));
        return new StateForecast(all, parameters, state);
    }

    private Optional<Shortfall> unmet(List<Expectation> expectations) {
        for (Expectation expectation : expectations) {
            if (judge(expectation, PartialSight.ofManifests()) instanceof Verdict.Fails(Finding finding)) {
                return Optional.of(new Shortfall.Unmet(this, expectation, finding));
            }
        }
        return Optional.empty();
    }

    /** What cannot be seen and decides whether the criterion passes; empty where it does. */
    Set<String> needs(Criterion criterion) {
        Set<String> needs = new LinkedHashSet<>();
        if (criterion.repeat() instanceof Repeat.ForEach each
                && picture.look(each.in()) instanceof Observed.Unreadable(Cause cause)) {
            needs.add(cause.message());
        }
        items(criterion).forEach(item -> {
            criterion.expect().forEach(expectation -> {
                if (item.judge(expectation, PartialSight.ofManifests()) instanceof Verdict.Unclear(Cause cause)) {
                    needs.add(cause.message());
                }
            });
            criterion.steps().forEach(step -> needs.add(StepNeeds.of(step, item)));
        });
        return needs;
    }

    Verdict judge(Expectation expectation, PartialSight sight) {
        Set<String> names = expectation.that().references();
        return picture.observed(names).size() < names.size()
                ? new Verdict.Unclear(
                        new Cause(Cause.Reason.NOT_DEPLOYED, "what the grader makes up for each evaluation"))
                : new Judge(picture, Map.of(), LOOKED_AT, sight).judge(expectation);
    }

    /** Evaluates once more, with an eye on what is looked at. */
    PartialSight watch(Expectation expectation) {
        PartialSight sight = PartialSight.ofManifests();
        Judge judge = new Judge(picture, Map.of(), LOOKED_AT, sight);
        expectation.that().evaluate(judge.bind(expectation.that().references()));
        return sight;
    }

    /** The objects that a criterion is about, and those that they are found by. */
    Set<ObjectName> objects(Criterion criterion) {
        Set<ObjectName> objects = new LinkedHashSet<>();
        items(criterion).forEach(item -> criterion.expect().forEach(expectation -> item.picture
                .observed(expectation.that().references()).stream().sorted().flatMap(item.picture::objects)
                .map(ObjectName::of).forEach(objects::add)));
        return objects;
    }

    /** A text for people. */
    String show(Template template) {
        return template.show(new Judge(picture, Map.of(), LOOKED_AT, PartialSight.ofManifests())
                .bind(template.references()));
    }
}
