package dev.statelab.lab.kubelet;

import com.fasterxml.jackson.databind.JsonNode;
import dev.statelab.lab.container.UserIds;
import java.util.HashSet;
import java.util.Set;

/**
 * Who a container's processes run as.
 *
 * @see <a href="https://kubernetes.io/docs/tasks/configure-pod-container/security-context/">Security Context</a>
 */
final class SecurityContext {

    private SecurityContext() {}

    /**
     * Whoever it is, the process is also in the pod's {@code fsGroup}, to which its volumes are given, and in its
     * {@code supplementalGroups}.
     *
     * @param imageUser who the image's processes run as
     */
    static Found<UserIds> user(Pod pod, ContainerDefinition container, UserIds imageUser) {
        var runAsUser = setting(pod, container, "runAsUser");
        var runAsGroup = setting(pod, container, "runAsGroup");
        long uid = runAsUser.asLong(imageUser.uid());
        long ownGroup = runAsUser.isNumber() && uid != imageUser.uid() ? 0 : imageUser.gid();
        if (setting(pod, container, "runAsNonRoot").asBoolean() && uid == 0) {
            var who = "(pod: \"" + pod.fullName() + "\", container: " + container.name() + ")";
            return new Found.Missing<>(runAsUser.isNumber()
                    ? "container's runAsUser breaks non-root policy " + who
                    : "container has runAsNonRoot and image will run as root " + who);
        }
        return new Found.Value<>(new UserIds(uid, runAsGroup.asLong(ownGroup), groups(pod)));
    }

    private static Set<Long> groups(Pod pod) {
        var context = pod.spec().path("securityContext");
        var groups = new HashSet<Long>();
        context.path("supplementalGroups").forEach(group -> groups.add(group.asLong()));
        if (context.path("fsGroup").isNumber()) {
            groups.add(context.path("fsGroup").asLong());
        }
        return groups;
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
