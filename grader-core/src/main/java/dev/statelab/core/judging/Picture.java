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
import dev.statelab.core.judging.Observed.Unreadable;
import dev.statelab.core.task.LabelSelector;
import dev.statelab.core.task.Observation;
import dev.statelab.core.task.Observation.ClaimedBy;
import dev.statelab.core.task.Observation.ControlledBy;
import dev.statelab.core.task.Observation.EndpointsOf;
import dev.statelab.core.task.Observation.ItemOf;
import dev.statelab.core.task.Observation.Labelled;
import dev.statelab.core.task.Observation.Named;
import dev.statelab.core.task.Observation.SelectedBy;
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

    public Picture(List<Observation> observations, ClusterState state) {
        this.state = state;
        observations.forEach(observation -> this.observations.put(observation.id(), observation));
    }

    ClusterState state() {
        return state;
    }

    /** True for the name of an observation, false for any other name that expressions use. */
    public boolean observes(String name) {
        return observations.containsKey(name);
    }

    /** The observations among the names. */
    public Set<String> observed(Set<String> names) {
        return names.stream().filter(this::observes).collect(Collectors.toUnmodifiableSet());
    }

    /** Whether it reads nothing but what an object's author writes, and nobody else: time does not change it. */
    boolean isWrittenByItsAuthor(Expression expression) {
        return expression.readsOnlySpecs()
                && expression.references().stream().map(name -> Optional.ofNullable(observations.get(name)))
                        .allMatch(found -> found.filter(observation -> observation.selection() instanceof Named
                                && !SPEC_OF_CLUSTER.contains(observation.kind().kind())).isPresent());
    }

    /** What one observation came to. */
    public Observed look(String id) {
        Observation observation = Optional.ofNullable(observations.get(id)).orElseThrow();
        return switch (observation.selection()) {
            case Named(String name) -> named(observation.kind(), name);
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
            case Missing _,Unreadable _ -> Stream.empty();
        };
        Observation observation = Optional.ofNullable(observations.get(id)).orElseThrow();
        if (observation.selection() instanceof ItemOf && look(id) instanceof One) {
            return found;
        }
        Stream<KubernetesObject> anchors = observation.selection().anchor().stream().flatMap(this::objects);
        return Stream.concat(anchors, found);
    }

    private Observed item(Observation observation, String list, String name) {
        return switch (look(list)) {
            case Many(List<KubernetesObject> objects) ->
                objects.stream().filter(object -> object.name().equals(name)).findFirst().<Observed>map(One::new)
                        .orElseGet(() -> new Missing(observation.kind(), name,
                                observation.kind().kind() + " " + state.namespace() + "/" + name + " is gone"));
            case One one -> throw new IllegalStateException(list + " is no list: " + one);
            case Missing missing -> missing;
            case Unreadable unreadable -> unreadable;
        };
    }

    private Observed through(String anchor, Function<List<KubernetesObject>, Observed> then) {
        return switch (look(anchor)) {
            case One(KubernetesObject object) -> then.apply(List.of(object));
            case Many(List<KubernetesObject> objects) -> then.apply(objects);
            case Missing missing -> missing;
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
