package dev.statelab.lab.api.access;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.statelab.lab.api.ApiException;
import dev.statelab.lab.api.Refusal;
import dev.statelab.lab.api.ResourceType;
import dev.statelab.lab.api.ResourceTypes;
import dev.statelab.lab.api.object.Metadata;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Keeps a user from giving rights away that the user does not have, unless a rule with the verb {@code escalate} (for
 * roles) or {@code bind} (for bindings) allows it.
 *
 * @see <a href="https://kubernetes.io/docs/reference/access-authn-authz/rbac/#privilege-escalation-prevention-and-bootstrapping">
 *     Privilege escalation prevention</a>
 */
public final class Escalation {

    private static final Set<ResourceType> ROLES = Set.of(ResourceTypes.ROLE, ResourceTypes.CLUSTER_ROLE);
    private static final Set<ResourceType> BINDINGS = Set.of(ResourceTypes.ROLE_BINDING,
            ResourceTypes.CLUSTER_ROLE_BINDING);

    private final Authorizer authorizer;
    private final User user;

    public Escalation(Authorizer authorizer, User user) {
        this.authorizer = authorizer;
        this.user = user;
    }

    /** 403 where storing the object would give somebody more than the user has. */
    public void refuse(ResourceType type, Optional<ObjectNode> present, ObjectNode next) throws ApiException {
        if (ROLES.contains(type)) {
            boolean same = present.filter(role -> role.path("rules").equals(next.path("rules"))
                    && role.path("aggregationRule").equals(next.path("aggregationRule"))).isPresent();
            if (!same && !mayDo("escalate", type, next, Metadata.name(next))) {
                refuse(type, next, next.has("aggregationRule")
                        ? PolicyRule.ALL_THERE_IS
                        : PolicyRule.of(next));
            }
        } else if (BINDINGS.contains(type) && !mayBind(next)) {
            ObjectNode role = authorizer.role(next.path("roleRef"), Metadata.namespace(next))
                    .orElseThrow(() -> Refusal.notFound(roleType(next), roleName(next)));
            refuse(type, next, PolicyRule.of(role));
        }
    }

    private boolean mayBind(ObjectNode binding) {
        return mayDo("bind", roleType(binding), binding, roleName(binding));
    }

    private boolean mayDo(String verb, ResourceType type, ObjectNode object, String name) {
        return authorizer.allows(user, new Attributes.OfResource(verb, type.group(), type.plural(), "",
                Metadata.namespace(object), name));
    }

    private static ResourceType roleType(ObjectNode binding) {
        return binding.at("/roleRef/kind").asText().equals("Role") ? ResourceTypes.ROLE : ResourceTypes.CLUSTER_ROLE;
    }

    private static String roleName(ObjectNode binding) {
        return binding.at("/roleRef/name").asText();
    }

    private void refuse(ResourceType type, ObjectNode object, List<PolicyRule> wanted) throws ApiException {
        List<PolicyRule> own = authorizer.rules(user, Metadata.namespace(object)).toList();
        List<PolicyRule> missing = wanted.stream()
                .flatMap(PolicyRule::single)
                .filter(single -> own.stream().noneMatch(rule -> rule.covers(single)))
                .toList();
        if (!user.isMaster() && !missing.isEmpty()) {
            throw Refusal.forbidden(type, Metadata.name(object), "user \"" + user.name() + "\" (groups="
                    + PolicyRule.quoted(user.groups())
                    + ") is attempting to grant RBAC permissions not currently held:\n"
                    + PolicyRule.compact(missing)
                            .stream()
                            .map(PolicyRule::toString)
                            .sorted()
                            .collect(Collectors.joining("\n")));
        }
    }
}
