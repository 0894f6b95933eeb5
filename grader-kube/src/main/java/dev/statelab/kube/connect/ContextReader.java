package dev.statelab.kube.connect;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import dev.statelab.kube.connect.Kubeconfig.Entry;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Turns one context of a kubeconfig into a connection. */
final class ContextReader {

    private final Kubeconfig kubeconfig;
    private final Surroundings surroundings;

    ContextReader(Kubeconfig kubeconfig, Surroundings surroundings) {
        this.kubeconfig = kubeconfig;
        this.surroundings = surroundings;
    }

    /**
     * The entries that belong to one context.
     *
     * @param origin for people: the context and its file
     */
    record Chosen(String origin, Entry cluster, Optional<Entry> user) {}

    Chosen choose(Optional<String> wanted) throws NotConnected {
        String name = wanted.orElse(kubeconfig.currentContext());
        Entry context = context(name);
        Entry cluster = part(kubeconfig.clusters(), "cluster", context, name);
        Optional<Entry> user = context.text("user").isEmpty()
                ? Optional.empty()
                : Optional.of(part(kubeconfig.users(), "user", context, name));
        return new Chosen("context \"" + name + "\" of " + context.file(), cluster, user);
    }

    Connection connection(Chosen chosen) throws NotConnected, InterruptedException {
        Credentials credentials = new Credentials();
        cluster(chosen.cluster(), credentials);
        if (chosen.user().isPresent()) {
            user(chosen.user().get(), credentials);
        }
        return credentials.connection(chosen.origin());
    }

    private Entry context(String name) throws NotConnected {
        Entry context = kubeconfig.contexts().get(name);
        if (context != null) {
            return context;
        }
        String there = kubeconfig.contexts().isEmpty() ? "none" : "only " + quoted(kubeconfig.contexts());
        if (name.isEmpty()) {
            throw new NotConnected("a current context in " + files(),
                    "no current-context; of contexts there are " + there,
                    "choose one with --context NAME");
        }
        throw new NotConnected("a context \"" + name + "\" in " + files(), there, "choose one with --context NAME");
    }

    private Entry part(Map<String, Entry> entries, String kind, Entry context, String contextName) throws NotConnected {
        String name = context.text(kind);
        Entry entry = entries.get(name);
        if (entry == null) {
            throw new NotConnected("the " + kind + " \"" + name + "\" that the context \"" + contextName + "\" names",
                    entries.isEmpty() ? "none in " + files() : "only " + quoted(entries) + " in " + files(),
                    "correct the context, or choose another one with --context NAME");
        }
        return entry;
    }

    private void cluster(Entry cluster, Credentials into) throws NotConnected {
        if (!cluster.text("tls-server-name").isEmpty()) {
            throw new NotConnected("a cluster whose certificate carries its own address",
                    "tls-server-name in " + cluster.file() + ", which is not supported",
                    "use the name itself as the server's address");
        }
        into.server(cluster.text("server"));
        Optional<String> authority = content(cluster, "certificate-authority");
        if (cluster.json().path("insecure-skip-tls-verify").asBoolean()) {
            into.trustAnything();
        } else if (authority.isPresent()) {
            into.authority(authority.get());
        }
        if (!cluster.text("proxy-url").isEmpty()) {
            into.proxy(cluster.text("proxy-url"));
        }
    }

    private void user(Entry user, Credentials into) throws NotConnected, InterruptedException {
        Optional<String> certificate = content(user, "client-certificate");
        Optional<String> key = content(user, "client-key");
        if (certificate.isPresent() != key.isPresent()) {
            throw new NotConnected("a client certificate and its key",
                    "only the " + (key.isPresent() ? "key" : "certificate") + " in " + user.file(),
                    "write the kubeconfig anew");
        }
        if (certificate.isPresent() && key.isPresent()) {
            into.clientCertificate(certificate.get(), key.get());
        }
        if (!user.text("token").isEmpty()) {
            into.token(user.text("token"));
        } else if (!user.text("tokenFile").isEmpty()) {
            into.token(file(user, user.text("tokenFile")).strip());
        } else if (!user.text("username").isEmpty()) {
            into.password(user.text("username"), user.text("password"));
        } else if (user.json().path("exec").isObject()) {
            new CredentialPlugin(user, surroundings.environment()).addTo(into);
        } else if (user.json().path("auth-provider").isObject()) {
            throw new NotConnected("a token, a certificate or a credential plugin",
                    "auth-provider in " + user.file() + ", which Kubernetes itself no longer supports",
                    "let your provider's tool write the kubeconfig anew");
        }
        if (!user.text("as").isEmpty()) {
            List<String> groups = new ArrayList<>();
            user.json().path("as-groups").forEach(group -> groups.add(group.asText()));
            into.impersonate(user.text("as"), groups);
        }
    }

    /** The field itself names a file; the one that ends in {@code -data} is the content, in base 64, and wins. */
    private Optional<String> content(Entry entry, String field) throws NotConnected {
        JsonNode data = entry.json().path(field + "-data");
        if (!data.asText("").isEmpty()) {
            try {
                return Optional.of(new String(Base64.getMimeDecoder().decode(data.asText()), UTF_8));
            } catch (IllegalArgumentException e) {
                throw new NotConnected(field + "-data in base 64", "something else in " + entry.file(),
                        "write the kubeconfig anew");
            }
        }
        return entry.text(field).isEmpty() ? Optional.empty() : Optional.of(file(entry, entry.text(field)));
    }

    private String file(Entry entry, String name) throws NotConnected {
        Path file = entry.file().toAbsolutePath().resolveSibling(name);
        String asked = file + ", which " + entry.file() + " names";
        try {
            return surroundings.files().read(file);
        } catch (NoSuchFileException e) {
            throw new NotConnected("the file " + asked, "no such file", "write the kubeconfig anew");
        } catch (AccessDeniedException e) {
            throw new NotConnected("to read the file " + asked, "you may not read it",
                    "run as the user who owns it, or change its permissions");
        } catch (IOException e) {
            throw new NotConnected("to read the file " + asked, String.valueOf(e.getMessage()), "check the file");
        }
    }

    private String files() {
        return String.join(", ", kubeconfig.files().stream().map(Path::toString).toList());
    }

    private static String quoted(Map<String, Entry> entries) {
        return String.join(", ", entries.keySet().stream().map(name -> "\"" + name + "\"").toList());
    }
}
