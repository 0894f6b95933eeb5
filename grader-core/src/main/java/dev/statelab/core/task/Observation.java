package dev.statelab.core.task;

import static java.util.Objects.requireNonNull;

import dev.statelab.core.cluster.ResourceKind;
import java.util.Optional;

/**
 * Objects that a task looks at. Terminating ones do not count.
 *
 * @param id the name under which expressions find them
 */
public record Observation(String id, ResourceKind kind, Selection selection) {

    public Observation {
        requireNonNull(id, "id");
        requireNonNull(kind, "kind");
        requireNonNull(selection, "selection");
    }

    /** True for several objects, of which there may be none. */
    public boolean isList() {
        return switch (selection) {
            case Named _,OfParameter _,ItemOf _ -> false;
            case Labelled _,ControlledBy _,ClaimedBy _,SelectedBy _,EndpointsOf _ -> true;
        };
    }

    /** True for one object that is the same in the whole evaluation. */
    public boolean isOneForAll() {
        return switch (selection) {
            case Named _,OfParameter _ -> true;
            case ItemOf _,Labelled _,ControlledBy _,ClaimedBy _,SelectedBy _,EndpointsOf _ -> false;
        };
    }

    /** Which objects of the kind are meant. */
    public sealed interface Selection {

        /** The observation that this one is found by. */
        default Optional<String> anchor() {
            return switch (this) {
                case Named _,OfParameter _,Labelled _ -> Optional.empty();
                case ControlledBy(String owner) -> Optional.of(owner);
                case ClaimedBy(String statefulSet, String _) -> Optional.of(statefulSet);
                case SelectedBy(String service) -> Optional.of(service);
                case EndpointsOf(String service) -> Optional.of(service);
                case ItemOf(String list, String _) -> Optional.of(list);
            };
        }
    }

    /** One object, as {@link OfParameter} and {@link ItemOf} are. All other selections are lists. */
    public record Named(String name) implements Selection {}

    /** The one object that the {@link Parameter} of the same id stands for. */
    public record OfParameter() implements Selection {}

    /** Those with labels that are selected. */
    public record Labelled(LabelSelector selector) implements Selection {
        public Labelled {
            requireNonNull(selector, "selector");
        }
    }

    /** Those whose controller is the observed object, or one of them, by its UID. */
    public record ControlledBy(String owner) implements Selection {}

    /**
     * The claims that belong to a StatefulSet: named {@code <template>-<set>-<ordinal>} after one of its claim templates,
     * and used by a pod that it controls.
     *
     * @param template the claim template; empty for all of them
     */
    public record ClaimedBy(String statefulSet, String template) implements Selection {}

    /** Those with the labels that a Service selects by; none for a Service without a selector. */
    public record SelectedBy(String service) implements Selection {}

    /** A Service's EndpointSlices: by the label {@code kubernetes.io/service-name}, and by their owner. */
    public record EndpointsOf(String service) implements Selection {}

    /** The one object of this name among those of another observation: what a criterion is judged for at the moment. */
    public record ItemOf(String list, String name) implements Selection {}
}
