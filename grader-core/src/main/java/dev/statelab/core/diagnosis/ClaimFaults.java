package dev.statelab.core.diagnosis;

import com.fasterxml.jackson.databind.JsonNode;
import dev.statelab.core.cluster.KubernetesObject;
import dev.statelab.core.cluster.Relations;
import dev.statelab.core.cluster.ResourceKind;
import dev.statelab.core.diagnosis.Events.Event;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Why a claim has no volume. One that waits for its pod, by {@code WaitForFirstConsumer}, has no fault. */
final class ClaimFaults {

    private static final Pattern NO_CLASS = Pattern.compile("storageclass.* not found");
    private static final String DEFAULT_CLASS = "storageclass.kubernetes.io/is-default-class";

    private final Scene scene;

    ClaimFaults(Scene scene) {
        this.scene = scene;
    }

    /** What is wrong with the first of a pod's claims that has a fault. */
    Optional<Draft> ofPod(KubernetesObject pod) {
        Set<String> names = new TreeSet<>(Relations.claimNames(pod));
        Optional<List<KubernetesObject>> known = scene.known(ResourceKind.CLAIM);
        return names.stream().flatMap(name -> {
            Optional<KubernetesObject> claim = scene.find(ResourceKind.CLAIM, name);
            return claim.isPresent() || known.isEmpty()
                    ? claim.flatMap(this::of).stream()
                    : Stream.of(missing(pod, name, known.get()));
        }).findFirst();
    }

    /** Empty for a claim without a fault that somebody has told of. */
    Optional<Draft> of(KubernetesObject claim) {
        String phase = claim.json().path("status").path("phase").asText();
        if (phase.equals("Bound") || claim.isTerminating()) {
            return Optional.empty();
        }
        if (phase.equals("Lost")) {
            return Optional.of(new Draft("claim-lost", claim, "The volume of claim " + claim.name() + " is gone")
                    .expected("the volume " + claim.json().path("spec").path("volumeName").asText())
                    .found("claim " + claim.name() + " is Lost")
                    .attempt("delete the claim and its pod: the StatefulSet makes both anew, without the data")
                    .shows(claim, "status.phase", phase));
        }
        return Stream.of("ProvisioningFailed", "FailedBinding")
                .flatMap(reason -> scene.events().newest(claim, reason).stream()).findFirst()
                .map(event -> unbound(claim, event).happened(claim, event).shows(claim, "status.phase", phase));
    }

    private Draft unbound(KubernetesObject claim, Event event) {
        JsonNode named = claim.json().path("spec").path("storageClassName");
        String name = Wording.name(named.asText());
        Optional<List<KubernetesObject>> classes = scene.known(ResourceKind.STORAGE_CLASS);
        String there = classes.map(ClaimFaults::describe).orElse("");
        return unbound(claim, event, name, there, named).shows(classes.orElseGet(List::of), "metadata.name");
    }

    private Draft unbound(KubernetesObject claim, Event event, String name, String there, JsonNode named) {
        if (NO_CLASS.matcher(event.message()).find() && !name.isEmpty()) {
            return new Draft("storage-class-missing " + name, claim, "StorageClass " + name + " does not exist")
                    .expected("the StorageClass " + name + ", which claim " + claim.name() + " asks for")
                    .found(there.isEmpty() ? event.message() : there)
                    .attempt("leave `storageClassName` out to get the default class"
                            + (owner(claim).isEmpty() ? "" : ". A claim template cannot be changed: " + again(claim)))
                    .shows(claim, "spec.storageClassName", name);
        }
        if (event.message().contains("no storage class is set")) {
            return new Draft("no-storage-class", claim, "Claim " + claim.name() + " names no StorageClass")
                    .expected("a StorageClass for claim " + claim.name() + ", or a default one")
                    .found(there.isEmpty() ? event.message() : there)
                    .attempt("`storageClassName` with a class of `kubectl get storageclass`"
                            + (owner(claim).isEmpty() ? "" : ". A claim template cannot be changed: " + again(claim)))
                    .shows(claim, "spec.storageClassName", named.isMissingNode() ? "none" : named.toString());
        }
        return new Draft("claim-unbound", claim, "Claim " + claim.name() + " gets no volume")
                .expected("a volume for claim " + claim.name())
                .found(event.reason() + ": " + event.message())
                .attempt("change what the message names in the claim, or in the claim template that it comes from")
                .shows(claim, "spec", claim.json().path("spec").toString());
    }

    private static Draft missing(KubernetesObject pod, String name, List<KubernetesObject> there) {
        return new Draft("claim-missing " + name, pod, "Claim " + Wording.name(name) + " does not exist")
                .expected("the claim " + Wording.name(name) + ", which pod " + pod.name() + " uses")
                .found(there.isEmpty() ? "the namespace has no claims" : "the namespace has " + Wording.names(there))
                .attempt("make the claim by a claim template of the StatefulSet, or correct `claimName`")
                .shows(pod, "spec.volumes", pod.json().path("spec").path("volumes").toString());
    }

    /** The StatefulSet whose claim template has made the claim, by the events of that set and its pods. */
    private Optional<KubernetesObject> owner(KubernetesObject claim) {
        return scene.all(ResourceKind.STATEFUL_SET).stream()
                .filter(set -> Relations.stream(set.json().path("spec").path("volumeClaimTemplates"))
                        .anyMatch(template -> claim.name().startsWith(
                                template.path("metadata").path("name").asText() + "-" + set.name() + "-")))
                .findFirst();
    }

    private String again(KubernetesObject claim) {
        String set = owner(claim).map(KubernetesObject::name).orElse("");
        String delete = Wording.command("kubectl delete statefulset/%s pvc/%s", set, claim.name());
        return delete.isEmpty()
                ? "delete the StatefulSet and the claim, and apply again"
                : delete + ", and apply again";
    }

    private static String describe(List<KubernetesObject> classes) {
        if (classes.isEmpty()) {
            return "the cluster has no StorageClass";
        }
        return "the cluster has " + Wording.list(classes.stream().map(each -> each.name()
                + (each.json().path("metadata").path("annotations").path(DEFAULT_CLASS).asText().equals("true")
                        ? " (default)"
                        : ""))
                .toList());
    }
}
