package dev.statelab.lab.kubelet;

import com.fasterxml.jackson.databind.JsonNode;
import dev.statelab.lab.container.UserIds;

/**
 * Who a container's processes run as.
 *
 * @see <a href="https://kubernetes.io/docs/tasks/configure-pod-container/security-context/">Security Context</a>
 */
final class SecurityContext {

    private SecurityContext() {}

    /**
     * A process has one group here: {@code fsGroup}, where the pod has one, so that it reaches the volumes that are
     * given to that group.
     *
     * @param imageUser who the image's processes run as
     */
    static Found<UserIds> user(Pod pod, ContainerDefinition container, UserIds imageUser) {
        var runAsUser = setting(pod, container, "runAsUser");
        var runAsGroup = setting(pod, container, "runAsGroup");
        var fsGroup = pod.spec().path("securityContext").path("fsGroup");
        long uid = runAsUser.asLong(imageUser.uid());
        long ownGroup = runAsUser.isNumber() && uid != imageUser.uid() ? 0 : imageUser.gid();
        if (setting(pod, container, "runAsNonRoot").asBoolean() && uid == 0) {
            var who = "(pod: \"" + pod.fullName() + "\", container: " + container.name() + ")";
            return new Found.Missing<>(runAsUser.isNumber()
                    ? "container's runAsUser breaks non-root policy " + who
                    : "container has runAsNonRoot and image will run as root " + who);
        }
        return new Found.Value<>(new UserIds(uid, fsGroup.asLong(runAsGroup.asLong(ownGroup))));
    }

    /** The container's own setting comes before the pod's. */
    private static JsonNode setting(Pod pod, ContainerDefinition container, String name) {
        var own = container.json().path("securityContext").path(name);
        return own.isMissingNode() || own.isNull() ? pod.spec().path("securityContext").path(name) : own;
    }

    static boolean readOnlyRoot(ContainerDefinition container) {
        return container.json().path("securityContext").path("readOnlyRootFilesystem").asBoolean();
    }
}
