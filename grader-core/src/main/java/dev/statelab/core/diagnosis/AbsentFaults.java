package dev.statelab.core.diagnosis;

import dev.statelab.core.cluster.KubernetesObject;
import dev.statelab.core.cluster.Relations;
import dev.statelab.core.cluster.ResourceKind;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Why an object is not there under its name: what is there instead. */
final class AbsentFaults {

    /** Where {@code kubectl apply} puts what names no namespace. */
    private static final String DEFAULT = "default";

    /** Nobody names these: who misses one misses what makes it. */
    private static final Set<ResourceKind> MADE_BY_CONTROLLERS = Set.of(ResourceKind.POD, ResourceKind.CLAIM,
            ResourceKind.ENDPOINT_SLICE);

    private final Scene scene;

    AbsentFaults(Scene scene) {
        this.scene = scene;
    }

    /** @param name empty where the author may choose it */
    Optional<Draft> of(ResourceKind kind, String name) {
        if (name.isEmpty()) {
            List<KubernetesObject> deployments = kind.equals(ResourceKind.STATEFUL_SET)
                    ? scene.all(ResourceKind.DEPLOYMENT)
                    : List.of();
            return deployments.size() == 1 ? Optional.of(instead(deployments.getFirst())) : Optional.empty();
        }
        if (MADE_BY_CONTROLLERS.contains(kind)) {
            return scene.all(ResourceKind.STATEFUL_SET).stream().filter(set -> name.startsWith(set.name() + "-"))
                    .flatMap(set -> new SetFaults(scene).of(set).stream()).findFirst();
        }
        Optional<Draft> instead = kind.equals(ResourceKind.STATEFUL_SET)
                ? deployment(name).or(() -> barePods(name))
                : Optional.empty();
        return instead.or(() -> renamed(kind, name)).or(() -> elsewhere(kind, name));
    }

    private Optional<Draft> deployment(String name) {
        return scene.find(ResourceKind.DEPLOYMENT, name).map(AbsentFaults::instead);
    }

    private static Draft instead(KubernetesObject deployment) {
        String name = deployment.name();
        return new Draft("deployment-instead", deployment, name + " is a Deployment, not a StatefulSet")
                .expected("a StatefulSet named " + name)
                .found("a Deployment named " + name)
                .attempt("`kind: StatefulSet` with `serviceName` and `volumeClaimTemplates`; and delete the Deployment")
                .follows("its pods have neither lasting names nor volumes of their own")
                .shows(deployment, "kind", "Deployment");
    }

    /** Pods that are called as a StatefulSet would call them, and that nobody controls. */
    private Optional<Draft> barePods(String name) {
        List<KubernetesObject> pods = scene.all(ResourceKind.POD).stream()
                .filter(pod -> pod.name().matches("\\Q" + name.replace("\\E", "") + "\\E-[0-9]{1,9}"))
                .filter(pod -> Relations.stream(pod.json().path("metadata").path("ownerReferences"))
                        .noneMatch(owner -> owner.path("controller").asBoolean()))
                .toList();
        if (pods.isEmpty()) {
            return Optional.empty();
        }
        Draft draft = new Draft("bare-pods", pods.getFirst(), "The pods of " + name + " were made by hand")
                .expected("a StatefulSet named " + name + ", which makes these pods")
                .found((pods.size() == 1 ? "pod " : "pods ") + Wording.names(pods) + ", controlled by nobody")
                .attempt("write a StatefulSet; and delete the pods, so that it can make its own")
                .follows("nobody brings these pods back when they are deleted");
        pods.stream().limit(3).forEach(pod -> draft.shows(pod, "metadata.ownerReferences",
                pod.json().path("metadata").path("ownerReferences").toString()));
        return Optional.of(draft);
    }

    /** The only one of its kind, under another name. */
    private Optional<Draft> renamed(ResourceKind kind, String name) {
        List<KubernetesObject> there = scene.all(kind).stream()
                .filter(object -> !object.name().equals("kubernetes") && !object.name().equals("kube-root-ca.crt"))
                .toList();
        if (there.size() != 1 || there.getFirst().name().equals(name)) {
            return Optional.empty();
        }
        KubernetesObject object = there.getFirst();
        return Optional.of(new Draft("renamed", object,
                "The " + kind.kind() + " is called " + object.name() + ", not " + name)
                .expected("a " + kind.kind() + " named " + name)
                .found("one " + kind.kind() + " in the namespace: " + object.name())
                .attempt("`metadata.name: " + name + "`; apply it, and delete " + object.name())
                .shows(object, "metadata.name", object.name()));
    }

    private Optional<Draft> elsewhere(ResourceKind kind, String name) {
        String here = scene.state().namespace();
        if (here.equals(DEFAULT)) {
            return Optional.empty();
        }
        return scene.elsewhere(DEFAULT, kind).stream().flatMap(List::stream)
                .filter(object -> object.name().equals(name)).findFirst()
                .map(object -> new Draft("other-namespace",
                        "The work is in the namespace " + DEFAULT + ", not in " + here)
                        .expected(kind.kind() + " " + name + " in the namespace " + here)
                        .found(kind.kind() + " " + name + " in the namespace " + DEFAULT)
                        .attempt("apply it with `-n " + here + "` or `namespace: " + here + "`, and delete it from "
                                + DEFAULT)
                        .shows(object, "metadata.namespace", object.namespace()));
    }
}
