package dev.statelab.core.diagnosis;

import com.fasterxml.jackson.databind.JsonNode;
import dev.statelab.core.cluster.KubernetesObject;
import dev.statelab.core.cluster.Relations;
import dev.statelab.core.cluster.ResourceKind;
import dev.statelab.core.diagnosis.Events.Event;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What is mounted where, and what of it does not fit. */
final class MountFaults {

    private static final Pattern NO_OBJECT = Pattern.compile("(configmap|secret) \"([^\"]{1,253})\" not found",
            Pattern.CASE_INSENSITIVE);

    private final Scene scene;

    MountFaults(Scene scene) {
        this.scene = scene;
    }

    /** A volume that the kubelet cannot mount, so that the pod's containers are not made. */
    Optional<Draft> unmountable(KubernetesObject pod) {
        return scene.events().newest(pod, "FailedMount").map(event -> {
            Matcher missing = NO_OBJECT.matcher(event.message());
            return missing.find()
                    ? new ConfigFaults(scene).missing(pod,
                            missing.group(1).equalsIgnoreCase("secret")
                                    ? ResourceKind.SECRET
                                    : ResourceKind.CONFIG_MAP,
                            missing.group(2), "a volume of pod " + pod.name(), event.message()).happened(pod, event)
                    : unmountable(pod, event);
        });
    }

    private static Draft unmountable(KubernetesObject pod, Event event) {
        return new Draft("unmountable", pod, "A volume of pod " + pod.name() + " cannot be mounted")
                .expected("every volume of pod " + pod.name() + " to be mounted")
                .found(event.message())
                .attempt("correct the volume that the message names")
                .happened(pod, event)
                .shows(pod, "spec.volumes", pod.json().path("spec").path("volumes").toString());
    }

    /** A mount of a StatefulSet's template whose name no volume has: the API server refuses each of its pods. */
    Optional<Draft> unknownVolume(KubernetesObject set) {
        JsonNode template = set.json().path("spec").path("template").path("spec");
        List<String> volumes = volumes(set);
        return Scene.containers(template).flatMap(container -> Relations.stream(container.path("volumeMounts"))
                .filter(mount -> !volumes.contains(mount.path("name").asText()))
                .map(mount -> unknownVolume(set, container, mount, volumes))).findFirst();
    }

    private static Draft unknownVolume(KubernetesObject set, JsonNode container, JsonNode mount, List<String> volumes) {
        String name = Wording.name(mount.path("name").asText());
        String where = "container " + Wording.name(container.path("name").asText());
        return new Draft("mount-unknown " + name, set, "The mount " + name + " has the name of no volume")
                .expected(volumes.isEmpty()
                        ? "a volume or claim template named " + name
                        : "a mount with the name of a volume or claim template: " + Wording.list(volumes))
                .found(where + " mounts " + name + " at " + Wording.name(mount.path("mountPath").asText()))
                .attempt(volumes.size() == 1
                        ? "`name: " + Wording.name(volumes.getFirst()) + "` in `volumeMounts`"
                        : "the same name in `volumeMounts` and in the claim template")
                .shows(set, "spec.template.spec." + where + ".volumeMounts", container.path("volumeMounts").toString())
                .shows(set, "spec.volumeClaimTemplates[*].metadata.name", String.join(", ", volumes));
    }

    /** A volume that dies with its pod where one that lasts is looked for. */
    Optional<Draft> shortLived(KubernetesObject set) {
        JsonNode spec = set.json().path("spec");
        if (!spec.path("volumeClaimTemplates").isEmpty()) {
            return Optional.empty();
        }
        return Relations.stream(spec.path("template").path("spec").path("volumes"))
                .filter(volume -> volume.has("emptyDir")).findFirst().map(volume -> {
                    String name = Wording.name(volume.path("name").asText());
                    return new Draft("empty-dir", set,
                            "The volume " + name + " is an emptyDir, which dies with its pod")
                            .expected(
                                    "a claim template in `volumeClaimTemplates`, which gives each pod a claim that outlives it")
                            .found("`emptyDir` in spec.template.spec.volumes; " + mounts(set.json().path("spec")
                                    .path("template").path("spec")))
                            .attempt(
                                    "move it to `volumeClaimTemplates` under the same name; then delete the StatefulSet and apply it again")
                            .shows(set, "spec.template.spec.volumes[" + name + "]", volume.toString());
                });
    }

    /** As {@code container app mounts data at /data}. */
    static String mounts(JsonNode podSpec) {
        String mounts = Scene.containers(podSpec)
                .map(container -> "container " + Wording.name(container.path("name").asText()) + " mounts "
                        + describe(container))
                .collect(Collectors.joining("; "));
        return mounts.isEmpty() ? "nothing is mounted" : mounts;
    }

    private static String describe(JsonNode container) {
        List<String> mounts = Relations.stream(container.path("volumeMounts"))
                .filter(mount -> !mount.path("mountPath").asText().startsWith("/var/run/secrets/kubernetes.io/"))
                .map(mount -> mount.path("name").asText() + " at " + mount.path("mountPath").asText()).toList();
        return mounts.isEmpty() ? "nothing" : Wording.list(mounts);
    }

    private static List<String> volumes(KubernetesObject set) {
        JsonNode spec = set.json().path("spec");
        return Stream.concat(
                Relations.stream(spec.path("template").path("spec").path("volumes"))
                        .map(volume -> volume.path("name").asText()),
                Relations.stream(spec.path("volumeClaimTemplates"))
                        .map(template -> template.path("metadata").path("name").asText()))
                .toList();
    }
}
