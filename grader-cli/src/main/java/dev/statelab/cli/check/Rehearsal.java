package dev.statelab.cli.check;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.statelab.cli.check.DryRun.Refusal;
import dev.statelab.cli.check.DryRun.Stored;
import dev.statelab.core.cluster.KubernetesObject;
import dev.statelab.core.cluster.ResourceKind;
import dev.statelab.core.offline.ObjectField;
import dev.statelab.core.offline.ObjectName;
import dev.statelab.core.offline.Place;
import dev.statelab.core.offline.Remark;
import dev.statelab.core.offline.Remark.Severity;
import dev.statelab.core.offline.Spot;
import dev.statelab.kube.apply.Manifest;
import dev.statelab.kube.yaml.Position;
import dev.statelab.kube.yaml.YamlDocument;
import dev.statelab.kube.yaml.YamlDocument.Found;
import dev.statelab.lab.api.ResourceType;
import dev.statelab.lab.api.ResourceType.Trait;
import dev.statelab.lab.api.ResourceTypes;
import dev.statelab.lab.controller.statefulset.SetMember;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/** Deploys manifests onto an API server that only this process knows, and keeps what came of each. */
final class Rehearsal {

    private static final List<ResourceType> FIRST = List.of(ResourceTypes.NAMESPACE, ResourceTypes.SERVICE_ACCOUNT);

    private final DryRun server;
    private final String namespace;
    private final Origins origins = new Origins();
    private final Map<ObjectName, KubernetesObject> objects = new LinkedHashMap<>();
    private final Map<ObjectName, Manifest> manifests = new LinkedHashMap<>();
    private final Map<ObjectName, List<Member>> members = new LinkedHashMap<>();
    private final Set<ObjectName> refused = new HashSet<>();
    private final List<Remark> remarks = new ArrayList<>();

    /**
     * What a StatefulSet makes for one ordinal.
     *
     * @param claims those of this pod alone
     */
    record Member(KubernetesObject pod, List<KubernetesObject> claims) {
        Member {
            claims = List.copyOf(claims);
        }
    }

    /** @param namespace for objects that name none */
    Rehearsal(DryRun server, String namespace) {
        this.server = server;
        this.namespace = namespace;
        server.prepare(namespace);
    }

    /** Where a field stands in the files; empty for what is in none, and for what no object of its kind has. */
    Optional<Spot> spot(ObjectField field) {
        ResourceKind kind = field.object().kind();
        return ResourceTypes.ofKind(kind.apiVersion(), kind.kind())
                .filter(type -> SchemaPath.exists(server.decoder().schema(type), field.path()))
                .flatMap(_ -> origins.spot(field));
    }

    /** What is wrong with the manifests, in the order in which they were deployed. */
    List<Remark> remarks() {
        return List.copyOf(remarks);
    }

    Map<ObjectName, KubernetesObject> objects() {
        return Map.copyOf(objects);
    }

    /** By StatefulSet. One whose pods are refused has none. */
    Map<ObjectName, List<Member>> members() {
        return Map.copyOf(members);
    }

    Set<ObjectName> refused() {
        return Set.copyOf(refused);
    }

    /** What every namespace has from the start. */
    List<KubernetesObject> present(ResourceType type) {
        return server.list(type, namespace).stream().map(object -> AsDeployed.of(type, object)).toList();
    }

    /** Deploys all of them, and whatever StatefulSets among them make; of other workloads one pod, to see whether it is taken. */
    void deploy(List<Manifest> all) {
        for (Manifest manifest : all) {
            Optional<ResourceType> type = type(manifest);
            if (type.isPresent()) {
                admit(manifest, type.get());
            } else {
                UnknownKind unknown = UnknownKind.of(manifest.kind());
                remark(unknown.severity(), manifest, unknown.field(), unknown.message());
            }
        }
        manifests.values().stream().sorted(Comparator.comparingInt(this::turn)).forEach(this::store);
        objects.keySet().stream().filter(object -> object.kind().equals(ResourceKind.STATEFUL_SET)).toList()
                .forEach(this::makeMembers);
        objects.forEach((name, object) -> PodTemplate.of(name, object).ifPresent(template -> tryPod(name, template)));
    }

    private void tryPod(ObjectName workload, PodTemplate template) {
        Stored stored = server.tryOut(ResourceTypes.POD, workload.namespace(), template.pod());
        if (!stored.isTaken()) {
            refuseMember(Optional.ofNullable(manifests.get(workload)).orElseThrow(), "pods", stored,
                    template::inWorkload);
        }
    }

    private static Optional<ResourceType> type(Manifest manifest) {
        return ResourceTypes.ofKind(manifest.kind().apiVersion(), manifest.kind().kind())
                .filter(type -> !type.has(Trait.REVIEW));
    }

    private void admit(Manifest manifest, ResourceType type) {
        ObjectName name = new ObjectName(manifest.kind(), type.namespaced() ? where(manifest) : "",
                manifest.object().name());
        Optional<Manifest> before = Optional.ofNullable(manifests.put(name, manifest));
        if (before.isPresent()) {
            Place other = Origins.place(before.get(), before.get().find(List.of("metadata", "name")));
            remark(Severity.ERROR, manifest, "metadata.name",
                    "expected each object once, found " + name + " here and at " + other + "; the last one counts");
        }
    }

    private String where(Manifest manifest) {
        return manifest.object().namespace().isEmpty() ? namespace : manifest.object().namespace();
    }

    /** Namespaces and accounts before what needs them, pods after all that they use. */
    private int turn(Manifest manifest) {
        int first = FIRST.indexOf(type(manifest).orElseThrow());
        if (first >= 0) {
            return first;
        }
        return FIRST.size() + (manifest.kind().equals(ResourceKind.POD) ? 1 : 0);
    }

    private void store(Manifest manifest) {
        ResourceType type = type(manifest).orElseThrow();
        String where = type.namespaced() ? where(manifest) : "";
        if (type.namespaced()) {
            server.prepare(where);
        }
        ObjectName name = new ObjectName(manifest.kind(), where, manifest.object().name());
        Stored stored = server.store(type, where, manifest.object().json());
        origins.add(name, manifest);
        if (!stored.isTaken()) {
            refused.add(name);
            stored.refusals().forEach(refusal -> remark(Severity.ERROR, manifest, refusal.field(),
                    new Refused(server.decoder(), type, refusal).message()));
        }
        stored.object().ifPresent(object -> objects.put(name, AsDeployed.of(type, object)));
    }

    private void makeMembers(ObjectName set) {
        Manifest manifest = Optional.ofNullable(manifests.get(set)).orElseThrow();
        ObjectNode object = Optional.ofNullable(objects.get(set)).orElseThrow().json();
        List<Member> made = new ArrayList<>();
        for (SetMember wanted : SetMember.of(object, ForeseenStates.MOST_PODS)) {
            Optional<Member> member = make(set, manifest, wanted);
            if (member.isEmpty()) {
                break;
            }
            made.add(member.get());
        }
        members.put(set, made);
    }

    private Optional<Member> make(ObjectName set, Manifest manifest, SetMember wanted) {
        List<KubernetesObject> claims = new ArrayList<>();
        for (ObjectNode claim : wanted.claims()) {
            int template = claims.size();
            Stored stored = server.store(ResourceTypes.PERSISTENT_VOLUME_CLAIM, set.namespace(), claim);
            if (!stored.isTaken() || stored.object().isEmpty()) {
                refuseMember(manifest, "claims", stored, path -> MemberPaths.ofClaim(path, template));
                return Optional.empty();
            }
            claims.add(AsDeployed.of(ResourceTypes.PERSISTENT_VOLUME_CLAIM, stored.object().get()));
            origins.add(ObjectName.of(claims.getLast()), manifest, path -> MemberPaths.ofClaim(path, template));
        }
        Stored stored = server.store(ResourceTypes.POD, set.namespace(), wanted.pod());
        if (!stored.isTaken() || stored.object().isEmpty()) {
            refuseMember(manifest, "pods", stored, path -> MemberPaths.ofPod(path, claims.size()));
            return Optional.empty();
        }
        KubernetesObject pod = AsDeployed.of(ResourceTypes.POD, stored.object().get());
        origins.add(ObjectName.of(pod), manifest, path -> MemberPaths.ofPod(path, claims.size()));
        return Optional.of(new Member(pod, claims));
    }

    private void refuseMember(Manifest manifest, String what, Stored stored, UnaryOperator<List<String>> path) {
        for (Refusal refusal : stored.refusals()) {
            List<String> own = stored.object().map(object -> new YamlDocument(object, Position.UNKNOWN, Map.of())
                    .find(refusal.field()).path()).orElse(List.of());
            Found found = manifest.find(path.apply(own));
            remarks.add(new Remark(Severity.ERROR, Origins.place(manifest, found), "the API server takes " + manifest
                    + ", but not the " + what + " that it makes: " + refusal.message()));
        }
    }

    private void remark(Severity severity, Manifest manifest, String field, String message) {
        remarks.add(new Remark(severity, Origins.place(manifest, manifest.find(field)), message));
    }
}
