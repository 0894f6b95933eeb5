package dev.statelab.kube.apply;

import com.fasterxml.jackson.databind.JsonNode;
import dev.statelab.kube.apply.ManifestReading.Problem;
import dev.statelab.kube.yaml.Position;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What no lab's work needs, and what reaches beyond its namespace: objects of the whole cluster or of other namespaces, and
 * pods that could take over their node. The latter are those that Kubernetes' Pod Security Standard "baseline" forbids for
 * that reason.
 */
public final class Hazards {

    private static final Set<String> OF_THE_CLUSTER = Set.of("APIService", "CertificateSigningRequest", "ClusterRole",
            "ClusterRoleBinding", "CSIDriver", "CSINode", "CustomResourceDefinition", "FlowSchema", "IngressClass",
            "MutatingWebhookConfiguration", "Namespace", "Node", "PersistentVolume", "PriorityClass",
            "PriorityLevelConfiguration", "RuntimeClass", "StorageClass", "ValidatingAdmissionPolicy",
            "ValidatingAdmissionPolicyBinding", "ValidatingWebhookConfiguration", "VolumeAttachment");

    /** What the standard allows to add. */
    private static final Set<String> HARMLESS_CAPABILITIES = Set.of("AUDIT_WRITE", "CHOWN", "DAC_OVERRIDE", "FOWNER",
            "FSETID", "KILL", "MKNOD", "NET_BIND_SERVICE", "SETFCAP", "SETGID", "SETPCAP", "SETUID", "SYS_CHROOT");

    /** What the standard allows to set, and SELinux types that it allows to run in. */
    private static final Set<String> HARMLESS_SYSCTLS = Set.of("kernel.shm_rmid_forced",
            "net.ipv4.ip_local_port_range", "net.ipv4.ip_unprivileged_port_start", "net.ipv4.tcp_syncookies",
            "net.ipv4.ping_group_range", "net.ipv4.ip_local_reserved_ports", "net.ipv4.tcp_keepalive_time",
            "net.ipv4.tcp_fin_timeout", "net.ipv4.tcp_keepalive_intvl", "net.ipv4.tcp_keepalive_probes");
    private static final Set<String> HARMLESS_TYPES = Set.of("", "container_t", "container_init_t", "container_kvm_t",
            "container_engine_t");

    private static final List<String> TEMPLATES = List.of("spec.jobTemplate.spec.template.spec", "spec.template.spec",
            "spec");

    /**
     * One of them.
     *
     * @param field such as {@code spec.hostNetwork}
     * @param what for people
     */
    public record Hazard(String field, String what) {
        @Override
        public String toString() {
            return "asks for " + what + " (" + field + "); expected nothing that reaches beyond its namespace";
        }
    }

    private final JsonNode object;
    private final List<Hazard> found = new ArrayList<>();

    private Hazards(JsonNode object) {
        this.object = object;
    }

    /**
     * All of them, with the place of each.
     *
     * @param namespace where the manifests are to be deployed
     */
    public static List<Problem> of(List<Manifest> manifests, String namespace) {
        return manifests.stream().flatMap(manifest -> of(manifest.object().json(), namespace).stream()
                .map(hazard -> problem(manifest, hazard))).toList();
    }

    private static Problem problem(Manifest manifest, Hazard hazard) {
        Position position = manifest.find(hazard.field()).position();
        return new Problem(manifest.file(), position.line(), position.column(), manifest + " " + hazard);
    }

    /**
     * Those of one object, or of a patch of one.
     *
     * @param namespace where it is to be deployed
     */
    public static List<Hazard> of(JsonNode object, String namespace) {
        return new Hazards(object).look(namespace);
    }

    private List<Hazard> look(String namespace) {
        String kind = object.path("kind").asText();
        if (OF_THE_CLUSTER.contains(kind)) {
            add("kind", "a " + kind + ", which is the whole cluster's");
        }
        String own = object.path("metadata").path("namespace").asText();
        if (!own.isEmpty() && !own.equals(namespace)) {
            add("metadata.namespace", "an object for the namespace " + own);
        }
        TEMPLATES.stream().filter(template -> at(template).isObject()).findFirst().ifPresent(this::pod);
        return found;
    }

    private void pod(String spec) {
        for (String shared : List.of("hostNetwork", "hostPID", "hostIPC")) {
            if (at(spec).path(shared).asBoolean()) {
                add(spec + "." + shared, "a pod with " + shared + ", which is in its node's own namespaces");
            }
        }
        confinement(spec + ".securityContext");
        JsonNode sysctls = at(spec).path("securityContext").path("sysctls");
        for (int i = 0; i < sysctls.size(); i++) {
            String name = sysctls.path(i).path("name").asText();
            if (!HARMLESS_SYSCTLS.contains(name)) {
                add(spec + ".securityContext.sysctls[" + i + "]", "the kernel's setting " + name);
            }
        }
        for (int i = 0; i < at(spec).path("volumes").size(); i++) {
            if (at(spec).path("volumes").path(i).has("hostPath")) {
                add(spec + ".volumes[" + i + "].hostPath", "a volume that is a folder of the node");
            }
        }
        for (String list : List.of("initContainers", "containers", "ephemeralContainers")) {
            for (int i = 0; i < at(spec).path(list).size(); i++) {
                container(spec + "." + list + "[" + i + "]");
            }
        }
    }

    private void container(String container) {
        JsonNode json = at(container);
        JsonNode security = json.path("securityContext");
        if (security.path("privileged").asBoolean()) {
            add(container + ".securityContext.privileged", "a privileged container, which can do what its node can");
        }
        if (!security.path("procMount").asText("Default").equals("Default")) {
            add(container + ".securityContext.procMount", "a /proc that shows more than the container's own");
        }
        confinement(container + ".securityContext");
        security.path("capabilities").path("add").valueStream().map(JsonNode::asText)
                .filter(capability -> !HARMLESS_CAPABILITIES.contains(capability))
                .forEach(capability -> add(container + ".securityContext.capabilities.add",
                        "a container with the capability " + capability));
        for (int i = 0; i < json.path("ports").size(); i++) {
            if (json.path("ports").path(i).path("hostPort").asInt() > 0) {
                add(container + ".ports[" + i + "].hostPort", "a port of the node");
            }
        }
    }

    /** What a pod and a container can both ask for. */
    private void confinement(String path) {
        JsonNode security = at(path);
        JsonNode selinux = security.path("seLinuxOptions");
        if (!HARMLESS_TYPES.contains(selinux.path("type").asText()) || !selinux.path("user").asText().isEmpty()
                || !selinux.path("role").asText().isEmpty()) {
            add(path + ".seLinuxOptions", "an SELinux context of its own");
        }
        for (String profile : List.of("seccompProfile", "appArmorProfile")) {
            if (security.path(profile).path("type").asText().equals("Unconfined")) {
                add(path + "." + profile + ".type", "processes that nothing confines");
            }
        }
        if (security.path("windowsOptions").path("hostProcess").asBoolean()) {
            add(path + ".windowsOptions.hostProcess", "processes of the node");
        }
    }

    private JsonNode at(String path) {
        JsonNode node = object;
        for (String step : path.replaceAll("\\[(\\d+)]", ".$1").split("\\.", -1)) {
            node = node.isArray() ? node.path(Integer.parseInt(step)) : node.path(step);
        }
        return node;
    }

    private void add(String field, String what) {
        found.add(new Hazard(field, what));
    }
}
