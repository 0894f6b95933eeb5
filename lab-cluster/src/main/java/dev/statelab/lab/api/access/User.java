package dev.statelab.lab.api.access;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Who sends a request.
 *
 * @param name {@code system:serviceaccount:NAMESPACE:NAME} for a service account
 * @param uid empty where nothing tells it apart from one of the same name
 * @param groups in the order in which Kubernetes shows them
 * @param extra what else is known, such as the pod that a token belongs to
 * @see <a href="https://kubernetes.io/docs/reference/access-authn-authz/authentication/">Authenticating</a>
 */
public record User(String name, String uid, List<String> groups, Map<String, List<String>> extra) {

    static final String MASTERS = "system:masters";
    static final String AUTHENTICATED = "system:authenticated";
    private static final String SERVICE_ACCOUNT = "system:serviceaccount:";

    /** Whoever has the cluster's own token: may do everything. */
    public static final User ADMIN = new User("kubernetes-admin", "", List.of(MASTERS, AUTHENTICATED), Map.of());

    /** Whoever shows nothing. */
    public static final User ANONYMOUS = new User("system:anonymous", "", List.of("system:unauthenticated"), Map.of());

    public User {
        groups = List.copyOf(groups);
        extra = Map.copyOf(extra);
    }

    static User ofServiceAccount(String namespace, String name, String uid, Map<String, List<String>> extra) {
        return new User(serviceAccountName(namespace, name), uid,
                List.of("system:serviceaccounts", "system:serviceaccounts:" + namespace, AUTHENTICATED), extra);
    }

    static String serviceAccountName(String namespace, String name) {
        return SERVICE_ACCOUNT + namespace + ":" + name;
    }

    /** Somebody whom another user wants to be for one request; without groups, those that follow from the name. */
    public static User impersonated(String name, String uid, List<String> groups, Map<String, List<String>> extra) {
        Optional<ServiceAccount> account = ServiceAccount.of(name);
        List<String> own = account.isPresent() && groups.isEmpty()
                ? ofServiceAccount(account.get().namespace(), account.get().name(), "", Map.of()).groups()
                : groups;
        boolean counted = own.contains(AUTHENTICATED) || name.equals(ANONYMOUS.name());
        List<String> all = counted
                ? own
                : Stream.concat(own.stream(),
                        Stream.of(AUTHENTICATED)).toList();
        return new User(name, uid, all, extra);
    }

    boolean isMaster() {
        return groups.contains(MASTERS);
    }

    /** The account that a user name stands for. */
    public record ServiceAccount(String namespace, String name) {

        /** Empty where the name is not that of a service account. */
        public static Optional<ServiceAccount> of(String userName) {
            String rest = userName.startsWith(SERVICE_ACCOUNT) ? userName.substring(SERVICE_ACCOUNT.length()) : "";
            int colon = rest.indexOf(':');
            return colon < 1
                    ? Optional.empty()
                    : Optional.of(new ServiceAccount(rest.substring(0, colon), rest.substring(colon + 1)));
        }
    }
}
