package dev.statelab.lab.api.http;

import dev.statelab.lab.api.ApiException;
import dev.statelab.lab.api.Refusal;
import dev.statelab.lab.api.access.Attributes;
import dev.statelab.lab.api.access.Authorizer;
import dev.statelab.lab.api.access.ServiceAccountTokens;
import dev.statelab.lab.api.access.User;
import dev.statelab.lab.api.access.User.ServiceAccount;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Finds out who sends a request, and whom that user wants to be. */
final class Authentication {

    private static final String BEARER = "Bearer ";
    private static final String EXTRA = "impersonate-extra-";
    private static final String AUTHENTICATION = "authentication.k8s.io";

    private final byte[] adminToken;
    private final ServiceAccountTokens tokens;
    private final Authorizer authorizer;

    Authentication(String adminToken, ServiceAccountTokens tokens, Authorizer authorizer) {
        this.adminToken = bytes(adminToken);
        this.tokens = tokens;
        this.authorizer = authorizer;
    }

    /** 401 where the token is nobody's; nobody in particular where there is none. */
    User user(Request request) throws ApiException {
        User sender = sender(request);
        Optional<String> wanted = request.header("Impersonate-User");
        if (wanted.isPresent()) {
            return impersonated(request, sender, wanted.get());
        }
        boolean nameless = request.headers()
                .stream()
                .anyMatch(header -> header.name().toLowerCase(Locale.ROOT).startsWith("impersonate-"));
        if (nameless) {
            throw Refusal.badRequest("requested headers to impersonate without a user: expected Impersonate-User");
        }
        return sender;
    }

    private User sender(Request request) throws ApiException {
        String header = request.header("Authorization").orElse("");
        if (header.isEmpty()) {
            return User.ANONYMOUS;
        }
        String token = header.regionMatches(true, 0, BEARER, 0, BEARER.length())
                ? header.substring(BEARER.length()).strip()
                : "";
        if (MessageDigest.isEqual(adminToken, bytes(token))) {
            return User.ADMIN;
        }
        return tokens.user(token, List.of(ServiceAccountTokens.ISSUER))
                .orElseThrow(() -> new ApiException(Refusal.status(401, "Unauthorized", "Unauthorized")));
    }

    private User impersonated(Request request, User sender, String name) throws ApiException {
        List<String> groups = request.headers("Impersonate-Group");
        Optional<String> uid = request.header("Impersonate-Uid");
        Map<String, List<String>> extra = extra(request);
        Optional<ServiceAccount> account = ServiceAccount.of(name);
        refuseUnlessAllowed(sender, account
                .map(found -> impersonate("", "serviceaccounts", "", found.namespace(), found.name()))
                .orElseGet(() -> impersonate("", "users", "", "", name)));
        for (String group : groups) {
            refuseUnlessAllowed(sender, impersonate("", "groups", "", "", group));
        }
        if (uid.isPresent()) {
            refuseUnlessAllowed(sender, impersonate(AUTHENTICATION, "uids", "", "", uid.get()));
        }
        for (Map.Entry<String, List<String>> entry : extra.entrySet()) {
            for (String value : entry.getValue()) {
                refuseUnlessAllowed(sender, impersonate(AUTHENTICATION, "userextras", entry.getKey(), "", value));
            }
        }
        return User.impersonated(name, uid.orElse(""), groups, extra);
    }

    private static Map<String, List<String>> extra(Request request) {
        return new HashMap<>(request.headers()
                .stream()
                .filter(header -> header.name().toLowerCase(Locale.ROOT).startsWith(EXTRA))
                .collect(Collectors.groupingBy(
                        header -> decoded(header.name().toLowerCase(Locale.ROOT).substring(EXTRA.length())),
                        Collectors.mapping(Reply.Header::value, Collectors.toList()))));
    }

    private static String decoded(String name) {
        try {
            return URLDecoder.decode(name, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException _) {
            return name;
        }
    }

    private static Attributes impersonate(String group, String resource, String subresource, String namespace,
            String name) {
        return new Attributes.OfResource("impersonate", group, resource, subresource, namespace, name);
    }

    private void refuseUnlessAllowed(User sender, Attributes wanted) throws ApiException {
        authorizer.refuseUnlessAllowed(sender, wanted);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
