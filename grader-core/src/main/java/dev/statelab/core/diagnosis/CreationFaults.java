package dev.statelab.core.diagnosis;

import dev.statelab.core.cluster.KubernetesObject;
import dev.statelab.core.cluster.Relations;
import dev.statelab.core.cluster.ResourceKind;
import dev.statelab.core.diagnosis.Events.Event;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** Why a StatefulSet has fewer pods than it wants, and none of them is to blame. */
final class CreationFaults {

    /** What the controller puts before the API server's own words (recording {@code list-events-volume-mount-unknown}). */
    private static final Pattern ERROR = Pattern.compile("(?s)^create .*? failed error: (.*)$");

    private static final Pattern QUOTA = Pattern.compile("exceeded quota: ([^,\\s]{1,253}), (.*)");
    private static final Pattern SECURITY = Pattern.compile("violates PodSecurity \"([^\"]{1,100})\": (.*)");
    private static final Pattern ACCOUNT = Pattern.compile("serviceaccount \"([^\"]{1,253})\" not found");

    private final Scene scene;

    CreationFaults(Scene scene) {
        this.scene = scene;
    }

    Optional<Draft> of(KubernetesObject set) {
        Optional<Event> success = scene.events().newest(set, "SuccessfulCreate");
        return squatter(set).or(() -> scene.events().newest(set, "FailedCreate")
                .filter(failure -> success.isEmpty() || success.get().at().compareTo(failure.at()) <= 0)
                .map(failure -> refused(set, failure).happened(set, failure)));
    }

    private Draft refused(KubernetesObject set, Event failure) {
        Matcher error = ERROR.matcher(failure.message());
        String said = error.matches() ? error.group(1) : failure.message();
        Matcher quota = QUOTA.matcher(said);
        if (quota.find()) {
            return draft(set, "quota", "The quota " + quota.group(1) + " of the namespace leaves no room for the pods")
                    .expected("pods within the ResourceQuota " + quota.group(1))
                    .found(quota.group(2))
                    .attempt("lower `resources` in the pod template, or delete what takes up the quota");
        }
        Matcher security = SECURITY.matcher(said);
        if (security.find()) {
            return draft(set, "pod-security", "The namespace does not admit such pods")
                    .expected("pods that keep to the Pod Security Standard " + security.group(1))
                    .found(security.group(2))
                    .attempt("set in `securityContext` what the message names");
        }
        Matcher account = ACCOUNT.matcher(said);
        if (account.find()) {
            return draft(set, "service-account", "ServiceAccount " + account.group(1) + " does not exist")
                    .expected("the ServiceAccount " + account.group(1) + ", which the pods are to run as")
                    .found("none of that name in the namespace")
                    .attempt("create it, or leave `serviceAccountName` out");
        }
        if (said.contains("volumeMounts") && said.contains("Not found")) {
            Optional<Draft> mount = new MountFaults(scene).unknownVolume(set);
            if (mount.isPresent()) {
                return mount.get();
            }
        }
        if (said.contains(" per Container ") || said.contains(" per Pod ")) {
            return draft(set, "limit-range", "A LimitRange of the namespace refuses the pods")
                    .expected("pods within the namespace's LimitRange")
                    .found(said)
                    .attempt("change `resources` in the pod template as the message says");
        }
        return draft(set, "refused", "The API server refuses the pods of StatefulSet " + set.name())
                .expected("a pod template of which pods can be made")
                .found(said)
                .attempt("correct the field that the message names");
    }

    private static Draft draft(KubernetesObject set, String fault, String title) {
        return new Draft(fault, set, title);
    }

    /** A pod that has the name of one of the set's pods, and is not the set's: the controller cannot make its own. */
    private Optional<Draft> squatter(KubernetesObject set) {
        int start = set.json().path("spec").path("ordinals").path("start").asInt(0);
        int wanted = set.json().path("spec").path("replicas").asInt(1);
        List<KubernetesObject> strangers = scene.all(ResourceKind.POD).stream()
                .filter(pod -> pod.name().startsWith(set.name() + "-") && !Relations.controls(set, pod))
                .filter(pod -> IntStream.of(Scene.ordinal(pod.name()))
                        .anyMatch(ordinal -> ordinal >= start && ordinal - start < wanted
                                && pod.name().equals(set.name() + "-" + ordinal)))
                .toList();
        if (strangers.isEmpty()) {
            return Optional.empty();
        }
        String pods = Wording.names(strangers);
        Draft draft = new Draft("squatter", set,
                strangers.size() == 1
                        ? "Pod " + pods + " is not the StatefulSet's own"
                        : "Pods " + pods + " are not the StatefulSet's own")
                .expected("pods that StatefulSet " + set.name() + " has made")
                .found(strangers.size() == 1
                        ? "a pod " + pods + " that StatefulSet " + set.name() + " does not control"
                        : "pods that StatefulSet " + set.name() + " does not control: " + pods)
                .attempt("delete what was made by hand: the StatefulSet then makes its own under this name");
        strangers.stream().limit(3).forEach(pod -> draft.shows(pod, "metadata.ownerReferences",
                pod.json().path("metadata").path("ownerReferences").toString()));
        return Optional.of(draft);
    }
}
