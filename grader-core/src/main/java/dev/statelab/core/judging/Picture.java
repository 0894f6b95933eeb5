package dev.statelab.core.judging;

import dev.statelab.core.Limits;
import dev.statelab.core.cluster.ClusterState;
import dev.statelab.core.cluster.KubernetesObject;
import dev.statelab.core.cluster.Listing;
import dev.statelab.core.cluster.Relations;
import dev.statelab.core.cluster.ResourceKind;
import dev.statelab.core.expression.Expression;
import dev.statelab.core.judging.Observed.Many;
import dev.statelab.core.judging.Observed.Missing;
import dev.statelab.core.judging.Observed.One;
import dev.statelab.core.judging.Observed.Scalar;
import dev.statelab.core.judging.Observed.Undiscovered;
import dev.statelab.core.judging.Observed.Unreadable;
import dev.statelab.core.task.LabelSelector;
import dev.statelab.core.task.Observation;
import dev.statelab.core.task.Observation.ClaimedBy;
import dev.statelab.core.task.Observation.ControlledBy;
import dev.statelab.core.task.Observation.EndpointsOf;
import dev.statelab.core.task.Observation.ItemOf;
import dev.statelab.core.task.Observation.Labelled;
import dev.statelab.core.task.Observation.Named;
import dev.statelab.core.task.Observation.OfParameter;
import dev.statelab.core.task.Observation.SelectedBy;
import dev.statelab.core.task.Observation.Selection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** One state as a task sees it: what its observations come to. Immutable. */
public final class Picture {

    /** The cluster writes into these: {@code nodeName}, {@code volumeName}, {@code claimRef}. */
    private static final Set<String> SPEC_OF_CLUSTER = Set.of("Pod", "PersistentVolumeClaim", "PersistentVolume",
            "Node");

    private final ClusterState state;
    private final Map<String, Observation> observations = new LinkedHashMap<>();
    private final Parameters parameters;

    /** @param parameters all that the observations stand for or are found by */
    public Picture(List<Observation> observations, Parameters parameters, ClusterState state) {
        this.state = state;
        this.parameters = parameters;
        observations.forEach(observation -> this.observations.put(observation.id(), observation));
    }

    ClusterState state() {
        return state;
    }

    /** True for the name of an observation or a parameter, false for any other name that expressions use. */
    public boolean observes(String name) {
        return observations.containsKey(name) || parameters.contains(name);
    }

    /** The observations among the names. */
    public Set<String> observed(Set<String> names) {
        return names.stream().filter(this::observes).collect(Collectors.toUnmodifiableSet());
    }

    /** Whether it reads nothing but what an object's author writes, and nobody else: time does not change it. */
    boolean isWrittenByItsAuthor(Expression expression) {
        return expression.readsOnlySpecs()
                && expression.references().stream().allMatch(this::isWrittenByItsAuthor);
    }

    private boolean isWrittenByItsAuthor(String name) {
        return Optional.ofNullable(observations.get(name))
                .map(observation -> observation.isOneForAll()
                        && !SPEC_OF_CLUSTER.contains(observation.kind().kind()))
                .orElse(parameters.contains(name));
    }

    /** What one observation came to. */
    public Observed look(String id) {
        Optional<Observation> found = Optional.ofNullable(observations.get(id));
        if (found.isEmpty()) {
            return parameter(id, Scalar::new);
        }
        Observation observation = found.get();
        return switch (observation.selection()) {
            case Named(String name) -> named(observation.kind(), name);
            case OfParameter _ -> parameter(id, name -> named(observation.kind(), name.toString()));
            case Labelled(LabelSelector selector) ->
                many(observation, object -> selector.selects(Relations.labels(object)));
            case ControlledBy(String owners) -> through(owners, all -> many(observation,
                    object -> all.stream().anyMatch(owner -> Relations.controls(owner, object))));
            case ClaimedBy(String sets, String template) -> through(sets, all -> claims(observation, all, template));
            case SelectedBy(String services) -> through(services, all -> selected(observation, all));
            case ItemOf(String list, String name) -> item(observation, list, name);
            case EndpointsOf(String services) -> through(services, all -> many(observation,
                    slice -> all.stream().anyMatch(service -> isSliceOf(service, slice))));
        };
    }

    /**
     * The objects that an observation came to, and those that it is found by, unless it is one of several; none where there
     * are none.
     */
    public Stream<KubernetesObject> objects(String id) {
        Stream<KubernetesObject> found = switch (look(id)) {
            case One(KubernetesObject object) -> Stream.of(object);
            case Many(List<KubernetesObject> objects) -> objects.stream();
            case Scalar _,Missing _,Undiscovered _,Unreadable _ -> Stream.empty();
        };
        Optional<Selection> selection = Optional.ofNullable(observations.get(id)).map(Observation::selection);
        if (selection.filter(ItemOf.class::isInstance).isPresent() && look(id) instanceof One) {
            return found;
        }
        Stream<KubernetesObject> anchors = selection.flatMap(Selection::anchor).stream().flatMap(this::objects);
        return Stream.concat(anchors, found);
    }

    /** The kind of the object that a parameter is, by which an observation is found; empty for any other. */
    Optional<ResourceKind> kindOfParameter(String id) {
        Optional<Observation> found = Optional.ofNullable(observations.get(id));
        return found.flatMap(observation -> observation.selection() instanceof OfParameter
                ? Optional.of(observation.kind())
                : observation.selection().anchor().flatMap(this::kindOfParameter));
    }

    private Observed parameter(String id, Function<Object, Observed> then) {
        return switch (parameters.look(id)) {
            case Parameters.Look.Is(Object value) -> then.apply(value);
            case Parameters.Look.Nothing(String what) -> new Undiscovered(what);
            case Parameters.Look.Unknown(var cause) -> new Unreadable(cause);
        };
    }

    private Observed item(Observation observation, String list, String name) {
        return switch (look(list)) {
            case Many(List<KubernetesObject> objects) ->
                objects.stream().filter(object -> object.name().equals(name)).findFirst().<Observed>map(One::new)
                        .orElseGet(() -> new Missing(observation.kind(), name,
                                observation.kind().kind() + " " + state.namespace() + "/" + name + " is gone"));
            case One one -> throw new IllegalStateException(list + " is no list: " + one);
            case Scalar scalar -> throw new IllegalStateException(list + " is no list: " + scalar);
            case Missing missing -> missing;
            case Undiscovered undiscovered -> undiscovered;
            case Unreadable unreadable -> unreadable;
        };
    }

    private Observed through(String anchor, Function<List<KubernetesObject>, Observed> then) {
        return switch (look(anchor)) {
            case One(KubernetesObject object) -> then.apply(List.of(object));
            case Many(List<KubernetesObject> objects) -> then.apply(objects);
            case Scalar scalar -> throw new IllegalStateException(anchor + " is no object: " + scalar);
            case Missing missing -> missing;
            case Undiscovered undiscovered -> undiscovered;
            case Unreadable unreadable -> unreadable;
        };
    }

    private static boolean isSliceOf(KubernetesObject service, KubernetesObject slice) {
        return Relations.hasLabels(slice, Map.of("kubernetes.io/service-name", service.name()))
                && Relations.controls(service, slice);
    }

    private Observed named(ResourceKind kind, String name) {
        return read(kind, all -> {
            Optional<KubernetesObject> object = all.stream().filter(each -> each.name().equals(name)).findFirst();
            if (object.isPresent() && !object.get().isTerminating()) {
                return new One(object.get());
            }
            String wanted = kind.kind() + " " + state.namespace() + "/" + name;
            return new Missing(kind, name,
                    wanted + (object.isPresent() ? " is being deleted" : " not found" + neighbours(kind, all)));
        });
    }

    private static String neighbours(ResourceKind kind, List<KubernetesObject> all) {
        if (all.isEmpty()) {
            return "";
        }
        String names = all.stream().limit(Limits.NAMED_OBJECTS).map(KubernetesObject::name)
                .collect(Collectors.joining(", "));
        return "; the namespace has " + kind.kind() + " " + names
                + (all.size() > Limits.NAMED_OBJECTS ? " and others" : "");
    }

    private Observed many(Observation observation, Predicate<KubernetesObject> wanted) {
        return read(observation.kind(), all -> new Many(
                all.stream().filter(object -> !object.isTerminating()).filter(wanted).toList()));
    }

    private Observed selected(Observation observation, List<KubernetesObject> services) {
        List<Map<String, String>> selectors = services.stream().map(Relations::selector)
                .filter(selector -> !selector.isEmpty()).toList();
        return many(observation,
                object -> selectors.stream().anyMatch(selector -> Relations.hasLabels(object, selector)));
    }

    private Observed claims(Observation observation, List<KubernetesObject> sets, String template) {
        return read(ResourceKind.POD, pods -> {
            Set<String> claimed = new HashSet<>();
            for (KubernetesObject set : sets) {
                Predicate<String> named = Relations.claimsFrom(set, template);
                pods.stream().filter(pod -> !pod.isTerminating() && Relations.controls(set, pod))
                        .flatMap(pod -> Relations.claimNames(pod).stream()).filter(named).forEach(claimed::add);
            }
            return many(observation, claim -> claimed.contains(claim.name()));
        });
    }

    private Observed read(ResourceKind kind, Function<List<KubernetesObject>, Observed> then) {
        return switch (state.listing(kind)) {
            case Listing.Listed(List<KubernetesObject> objects) -> then.apply(objects);
            case Listing.Unreadable(var cause) -> new Unreadable(cause);
        };
    }
}
