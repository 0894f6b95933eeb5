package dev.statelab.lab.api.access;

import com.auth0.jwt.JWT;
import com.auth0.jwt.algorithms.Algorithm;
import com.auth0.jwt.exceptions.JWTDecodeException;
import com.auth0.jwt.exceptions.SignatureVerificationException;
import com.auth0.jwt.interfaces.DecodedJWT;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.statelab.lab.api.Api;
import dev.statelab.lab.api.ResourceType;
import dev.statelab.lab.api.ResourceTypes;
import dev.statelab.lab.api.object.Metadata;
import dev.statelab.lab.time.LabClock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Tokens by which service accounts prove who they are: signed with a key of the cluster's own, valid by the cluster's
 * clock, and for as long as the account, and the pod that a token was made for, exist.
 *
 * @see <a href="https://kubernetes.io/docs/reference/access-authn-authz/service-accounts-admin/#bound-service-account-tokens">
 *     Bound service account tokens</a>
 */
public final class ServiceAccountTokens {

    /** Who signs, and whom tokens are for unless something else is asked. */
    public static final String ISSUER = "https://kubernetes.default.svc.cluster.local";

    private static final String KUBERNETES = "kubernetes.io";
    private static final Duration SHORTEST = Duration.ofMinutes(10);

    /** What the volume of a pod asks for; Kubernetes lets those live for a year, for clients that never read again. */
    private static final Duration IN_PODS = Duration.ofSeconds(3607);

    private static final Duration EXTENDED = Duration.ofDays(365);

    private final Api api;
    private final LabClock clock;
    private final Algorithm signature;

    /** @param key known to this cluster alone; the tokens of before a restart are valid with the same key */
    public ServiceAccountTokens(Api api, LabClock clock, String key) {
        this.api = api;
        this.clock = clock;
        this.signature = Algorithm.HMAC256(key);
    }

    /**
     * A token and the end of its life.
     *
     * @param expires by the cluster's clock
     */
    public record Issued(String token, Instant expires) {}

    /**
     * @param bound the object with which the token ends, a Pod or a Secret
     * @param audiences whom the token is for; empty for the API server
     */
    public Issued issue(ObjectNode account, Optional<ObjectNode> bound, List<String> audiences, Duration lifetime) {
        Instant now = clock.now();
        Duration asked = lifetime.compareTo(SHORTEST) < 0 ? SHORTEST : lifetime;
        Instant expires = now.plus(asked.equals(IN_PODS) ? EXTENDED : asked);
        String namespace = Metadata.namespace(account);
        Map<String, Object> about = new HashMap<>(Map.of("namespace", namespace, "serviceaccount", identity(account)));
        bound.ifPresent(object -> about.put(object.path("kind").asText().equals("Pod") ? "pod" : "secret",
                identity(object)));
        String token = JWT.create()
                .withIssuer(ISSUER)
                .withSubject(User.serviceAccountName(namespace, Metadata.name(account)))
                .withAudience(audiences.isEmpty() ? new String[]{ISSUER} : audiences.toArray(String[]::new))
                .withIssuedAt(now)
                .withNotBefore(now)
                .withExpiresAt(expires)
                .withJWTId(UUID.randomUUID().toString())
                .withClaim(KUBERNETES, about)
                .sign(signature);
        return new Issued(token, now.plus(asked));
    }

    private static Map<String, Object> identity(ObjectNode object) {
        return Map.of("name", Metadata.name(object), "uid", Metadata.uid(object));
    }

    /** Whose token it is, if it is one of this cluster's, still valid, and for one of the audiences. */
    public Optional<User> user(String token, List<String> audiences) {
        try {
            DecodedJWT decoded = JWT.decode(token);
            signature.verify(decoded);
            Instant now = clock.now();
            boolean valid = ISSUER.equals(decoded.getIssuer())
                    && decoded.getExpiresAtAsInstant() != null
                    && now.isBefore(decoded.getExpiresAtAsInstant())
                    && decoded.getAudience() != null
                    && decoded.getAudience().stream().anyMatch(audiences::contains);
            return valid ? stillThere(decoded) : Optional.empty();
        } catch (JWTDecodeException | SignatureVerificationException _) {
            return Optional.empty();
        }
    }

    private Optional<User> stillThere(DecodedJWT token) {
        Map<String, Object> about = token.getClaim(KUBERNETES).asMap();
        String namespace = String.valueOf(about.get("namespace"));
        Map<?, ?> account = (Map<?, ?>) about.getOrDefault("serviceaccount", Map.of());
        Map<?, ?> pod = (Map<?, ?>) about.getOrDefault("pod", Map.of());
        Map<?, ?> secret = (Map<?, ?>) about.getOrDefault("secret", Map.of());
        boolean there = exists(ResourceTypes.SERVICE_ACCOUNT, namespace, account)
                && (pod.isEmpty() || exists(ResourceTypes.POD, namespace, pod))
                && (secret.isEmpty() || exists(ResourceTypes.SECRET, namespace, secret));
        Map<String, List<String>> extra = new HashMap<>();
        extra.put("authentication.kubernetes.io/credential-id", List.of("JTI=" + token.getId()));
        if (!pod.isEmpty()) {
            extra.put("authentication.kubernetes.io/pod-name", List.of(text(pod, "name")));
            extra.put("authentication.kubernetes.io/pod-uid", List.of(text(pod, "uid")));
        }
        return there
                ? Optional.of(User.ofServiceAccount(namespace, text(account, "name"), text(account, "uid"), extra))
                : Optional.empty();
    }

    private boolean exists(ResourceType type, String namespace, Map<?, ?> identity) {
        return api.find(type, namespace, text(identity, "name"))
                .filter(object -> Metadata.uid(object).equals(text(identity, "uid")))
                .isPresent();
    }

    private static String text(Map<?, ?> identity, String field) {
        return String.valueOf(identity.get(field));
    }
}
