package dev.statelab.core.offline;

import dev.statelab.core.Limits;
import dev.statelab.core.cluster.ClusterState;
import dev.statelab.core.cluster.KubernetesObject;
import dev.statelab.core.cluster.Listing;
import dev.statelab.core.cluster.ResourceKind;
import dev.statelab.core.expression.Trace.Read;
import dev.statelab.core.judging.Observed;
import dev.statelab.core.judging.Verdict;
import dev.statelab.core.task.Expectation;
import dev.statelab.core.task.Observation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Finds the fields by which an expectation fails. */
final class DecisiveFields {
    private static final List<String> NAME = List.of("metadata", "name");

    private final Map<String, Observation> observations = new LinkedHashMap<>();
    private final ClusterState state;
    private final StateForecast forecast;

    DecisiveFields(StateForecast forecast) {
        forecast.observations().forEach(observation -> observations.put(observation.id(), observation));
        this.state = forecast.state();
        this.forecast = forecast;
    }

    /**
     * A field decides when the expectation would be open if that field could not be seen. What was read last comes first;
     * fields that are not there come after those that are, since a function may look for more than it needs; the names of
     * objects come last, since what refers to them is as often wrong. Where the object itself is not there,
     * those that may have been meant; where no field decides, the objects.
     */
    List<ObjectField> of(Expectation unmet) {
        List<ObjectName> missing = missing(unmet);
        if (!missing.isEmpty()) {
            return instead(missing);
        }
        List<ObjectField> decisive = new ArrayList<>();
        List<ObjectField> absent = new ArrayList<>();
        List<ObjectField> names = new ArrayList<>();
        for (Read<ObjectName> read : forecast.watch(unmet).trace().reads().reversed()) {
            if (forecast.judge(unmet, PartialSight.without(Set.of(read))) instanceof Verdict.Unclear) {
                ObjectField field = new ObjectField(read.object(), read.path());
                List<ObjectField> into = isThere(field) ? decisive : absent;
                (field.path().equals(NAME) ? names : into).add(field);
            }
        }
        decisive.addAll(absent);
        decisive.addAll(names);
        return decisive.isEmpty() ? objects(unmet) : inLists(decisive);
    }

    private boolean isThere(ObjectField field) {
        return listed(field.object().kind()).filter(object -> ObjectName.of(object).equals(field.object()))
                .anyMatch(object -> !object.json().at("/" + String.join("/", field.path().stream()
                        .map(step -> step.replace("~", "~0").replace("/", "~1")).toList())).isMissingNode());
    }

    /** Where no field decides, such as by how many objects there are: what they are found by, and they themselves. */
    private List<ObjectField> objects(Expectation unmet) {
        return unmet.that().references().stream().filter(forecast.picture()::observes).sorted()
                .flatMap(forecast.picture()::objects).map(object -> new ObjectField(ObjectName.of(object), List.of()))
                .distinct().limit(Limits.NAMED_OBJECTS).toList();
    }

    /** The objects that an expectation is about, and that are not there. */
    List<ObjectName> missing(Expectation expectation) {
        return expectation.that().references().stream().sorted().flatMap(id -> missing(id).stream())
                .distinct().toList();
    }

    /** The object that an observation takes and that is not there. */
    List<ObjectName> missing(String id) {
        return missingOf(id).toList();
    }

    private Stream<ObjectName> missingOf(String id) {
        return Optional.ofNullable(observations.get(id)).stream().flatMap(observation -> {
            Optional<String> anchor = observation.selection().anchor();
            if (anchor.isPresent()) {
                return missingOf(anchor.get());
            }
            return switch (forecast.picture().look(id)) {
                case Observed.Missing(var kind, String name, var _) ->
                    Stream.of(new ObjectName(kind, state.namespace(), name));
                case Observed.Undiscovered _ ->
                    Stream.of(new ObjectName(observation.kind(), state.namespace(), ""));
                case Observed.One _,Observed.Many _,Observed.Scalar _,Observed.Unreadable _ -> Stream.empty();
            };
        });
    }

    /** What may have been meant to be these objects. */
    List<ObjectField> instead(List<ObjectName> missing) {
        return missing.stream().flatMap(this::instead).distinct().toList();
    }

    /** Objects of the same kind under another name; else those of the same name that are something else. */
    private Stream<ObjectField> instead(ObjectName missing) {
        List<ObjectField> named = listed(missing.kind())
                .map(object -> new ObjectField(ObjectName.of(object), NAME)).toList();
        return !named.isEmpty()
                ? named.stream()
                : state.listings().keySet().stream().flatMap(this::listed)
                        .filter(object -> object.name().equals(missing.name()))
                        .map(object -> new ObjectField(ObjectName.of(object), List.of("kind")));
    }

    private Stream<KubernetesObject> listed(ResourceKind kind) {
        return switch (state.listing(kind)) {
            case Listing.Listed(List<KubernetesObject> objects) -> objects.stream();
            case Listing.Unreadable _ -> Stream.empty();
        };
    }

    /** Where the same field of several elements decides, it is their list that does. */
    private static List<ObjectField> inLists(List<ObjectField> fields) {
        Map<ObjectField, List<ObjectField>> alike = new LinkedHashMap<>();
        for (ObjectField field : fields) {
            List<String> anyElement = field.path().stream().map(step -> step.matches("\\d+") ? "*" : step).toList();
            alike.computeIfAbsent(new ObjectField(field.object(), anyElement), _ -> new ArrayList<>()).add(field);
        }
        Set<ObjectField> collapsed = new LinkedHashSet<>();
        alike.values().forEach(same -> collapsed.add(same.stream().reduce(DecisiveFields::common).orElseThrow()));
        return List.copyOf(collapsed);
    }

    private static ObjectField common(ObjectField one, ObjectField other) {
        int length = 0;
        while (length < one.path().size() && length < other.path().size()
                && one.path().get(length).equals(other.path().get(length))) {
            length++;
        }
        return new ObjectField(one.object(), one.path().subList(0, length));
    }
}
