package dev.statelab.kube.connect;

import com.fasterxml.jackson.databind.JsonNode;
import dev.statelab.core.Limits;
import dev.statelab.core.report.Printable;
import dev.statelab.kube.connect.ConnectResult.Impossible;
import dev.statelab.kube.connect.ConnectResult.Ready;
import dev.statelab.kube.connect.ContextReader.Chosen;
import dev.statelab.kube.connect.Kubeconfig.Entry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Proxy;
import java.net.UnknownHostException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import okhttp3.Dns;
import okhttp3.HttpUrl;

/**
 * A kubeconfig that somebody else wrote, such as a student's in a roster. It can make the grader send requests to the
 * server that it names, if the rules allow that one, with the credentials that it holds itself; and nothing else: no
 * program is run, no file is read, and nothing of this machine's environment is used.
 */
public final class UntrustedKubeconfig {

    private static final List<String> REFUSED_OF_CLUSTERS = List.of("certificate-authority", "proxy-url",
            "tls-server-name");
    private static final List<String> REFUSED_OF_USERS = List.of("exec", "auth-provider", "tokenFile",
            "client-certificate", "client-key");

    /** What browsers take for an address of version 4 (WHATWG: "ends in a number checker"). */
    private static final Pattern ENDS_IN_A_NUMBER = Pattern.compile("(.*\\.)?([0-9]+|0[xX][0-9a-fA-F]*)\\.?");
    private static final Pattern FOUR_NUMBERS = Pattern.compile("(0|[1-9][0-9]{0,2})(\\.(0|[1-9][0-9]{0,2})){3}");

    private UntrustedKubeconfig() {}

    /**
     * Finds out whether the file may be used, and how. Looks up the server's name, and sends nothing yet.
     *
     * @param context the context to use; empty for the file's current one
     */
    public static ConnectResult connect(Path file, String context, UntrustedRules rules) throws InterruptedException {
        try {
            Kubeconfig kubeconfig = read(file);
            Optional<String> wanted = Optional.of(context).filter(name -> !name.isEmpty());
            ContextReader reader = new ContextReader(kubeconfig, nothingAround(file));
            Chosen chosen = reader.choose(wanted);
            check(chosen, rules);
            Connection connection = reader.connection(chosen);
            checkServer(connection.server(), file, rules);
            // Again at each connection, because a name may stand for another address by then.
            Dns dns = host -> Dns.SYSTEM.lookup(host).stream().filter(rules::allows).toList();
            return new Ready(new Connection(connection.server(),
                    connection.http().newBuilder().dns(dns).proxy(Proxy.NO_PROXY).build(), connection.origin(),
                    connection.validity()));
        } catch (NotConnected e) {
            return new Impossible(e.problem());
        }
    }

    /** The address of the server that the file names; empty when it names none. Looks up nothing. */
    public static String serverOf(Path file, String context) {
        try {
            Chosen chosen = new ContextReader(read(file), nothingAround(file))
                    .choose(Optional.of(context).filter(name -> !name.isEmpty()));
            HttpUrl server = HttpUrl.parse(chosen.cluster().text("server"));
            return server == null ? "" : server.host() + ":" + server.port();
        } catch (NotConnected e) {
            return "";
        }
    }

    private static Kubeconfig read(Path file) throws NotConnected {
        String hint = "ask the student for it, or correct the path in the roster";
        try {
            if (!Files.isRegularFile(file)) {
                throw new NotConnected("the kubeconfig " + file, Files.exists(file) ? "no file" : "nothing there",
                        hint);
            }
            if (!file.toRealPath().startsWith(file.toAbsolutePath().resolveSibling("").toRealPath())) {
                throw new NotConnected("the kubeconfig " + file, "a link to a file in another folder", hint);
            }
            if (Files.size(file) > Limits.KUBECONFIG) {
                throw new NotConnected("a kubeconfig of at most 1 MiB", file + ", which is larger", hint);
            }
            return Kubeconfig.parse(file, Files.readString(file));
        } catch (CharacterCodingException e) {
            throw new NotConnected("a kubeconfig in UTF-8", file + ", which holds other bytes", hint);
        } catch (IOException e) {
            throw new NotConnected("a kubeconfig that can be read", file + ": " + e, hint);
        }
    }

    /** No environment, and no files: what the checks should have refused cannot be read either. */
    private static Surroundings nothingAround(Path kubeconfig) {
        Path nowhere = kubeconfig.resolveSibling("nowhere");
        return new Surroundings(Map.of(), nowhere, nowhere, nowhere, file -> {
            throw new AccessDeniedException(file.toString(), null, "files are not read for somebody else's kubeconfig");
        });
    }

    private static void check(Chosen chosen, UntrustedRules rules) throws NotConnected {
        refuse(chosen.cluster(), REFUSED_OF_CLUSTERS);
        if (chosen.user().isPresent()) {
            refuse(chosen.user().get(), REFUSED_OF_USERS);
        }
        if (chosen.cluster().json().path("insecure-skip-tls-verify").asBoolean() && !rules.anyCertificate()) {
            throw new NotConnected("a server that proves who it is",
                    "insecure-skip-tls-verify in " + chosen.cluster().file(),
                    "ask for a kubeconfig with certificate-authority-data, or allow it for all with"
                            + " --allow-any-certificate");
        }
    }

    private static void refuse(Entry entry, List<String> fields) throws NotConnected {
        for (String field : fields) {
            JsonNode value = entry.json().path(field);
            boolean unset = value.isMissingNode() || value.isNull() || (value.isTextual() && value.asText().isEmpty());
            if (!unset) {
                throw new NotConnected("a kubeconfig that needs nothing but itself",
                        field + " in " + entry.file() + ", which is refused in a kubeconfig that comes from others",
                        "ask for one with a token or certificates in it (kubectl config view --flatten writes files"
                                + " into it)");
            }
        }
    }

    private static void checkServer(HttpUrl server, Path file, UntrustedRules rules) throws NotConnected {
        String shown = Printable.of(server.host());
        if (isUnusualAddress(server.host())) {
            throw new NotConnected("a server's name, or its address as in 203.0.113.7", shown + " in " + file,
                    "ask the student for the address in its usual form");
        }
        if (!server.isHttps() && !rules.anyCertificate()) {
            throw new NotConnected("a server that proves who it is", server.scheme() + "://" + shown + " in " + file,
                    "ask for a kubeconfig whose server begins with https://, or allow it for all with"
                            + " --allow-any-certificate");
        }
        try {
            for (InetAddress address : InetAddress.getAllByName(server.host())) {
                if (!rules.allows(address)) {
                    throw notAllowed(shown, address, file);
                }
            }
        } catch (UnknownHostException e) {
            // It is a matter of the network, and told as one when the server is asked.
        }
    }

    /** A number where an address should be, such as {@code 0x7f000001} or {@code 0177.0.0.1}: libraries read it differently. */
    private static boolean isUnusualAddress(String host) {
        return ENDS_IN_A_NUMBER.matcher(host).matches() && !FOUR_NUMBERS.matcher(host).matches();
    }

    private static NotConnected notAllowed(String host, InetAddress address, Path file) {
        String found = host + " (" + address.getHostAddress() + ") in " + file;
        return switch (AddressKind.of(address)) {
            case PRIVATE -> new NotConnected("a server on the public internet", found,
                    "allow servers in private networks for all with --allow-private-addresses");
            case LOOPBACK -> new NotConnected("a server on another machine", found,
                    "allow servers on this machine for all with --allow-loopback");
            case SPECIAL, PUBLIC -> new NotConnected("the address of a server", found
                    + ", where clouds keep their secrets, or nothing is", "ask the student for the right address");
        };
    }
}
