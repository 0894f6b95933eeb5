package dev.statelab.kube.http;

import dev.statelab.core.cluster.Cause;
import dev.statelab.core.cluster.Cause.Reason;
import dev.statelab.kube.connect.Validity;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import okhttp3.HttpUrl;

/** Says why no answer came. */
final class Losses {

    /** The alerts with which servers refuse a client's certificate (RFC 8446, 6.2); theirs is judged here. */
    private static final Pattern CLIENT_REFUSED = Pattern.compile("Received fatal alert: "
            + "(bad_certificate|certificate_(expired|unknown|required))");

    private Losses() {}

    /** @param client when its certificate is valid */
    static Cause cause(HttpUrl server, IOException e, Validity client) {
        String where = server.scheme() + "://" + server.host() + ":" + server.port();
        return switch (e) {
            case SocketTimeoutException timeout when isConnect(timeout) -> unreachable(where, "no connection in time");
            case InterruptedIOException timeout -> new Cause(Reason.TIMED_OUT, "Expected an answer from the API server "
                    + where + ", none came in time; check that the cluster is not overloaded");
            case UnknownHostException unknown -> unreachable(where, "its host name does not resolve");
            case ConnectException refused -> unreachable(where, "the connection was refused");
            case NoRouteToHostException noRoute -> unreachable(where, "there is no route to it");
            case SSLException tls -> tls(where, tls, client);
            default -> broken(where, "the connection broke (" + firstLine(e) + ")", client);
        };
    }

    /** A certificate is over, or not yet valid, also where a clock is wrong: on this machine or where it was made. */
    private static Cause tls(String where, SSLException e, Validity client) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            Optional<String> wrong = switch (cause) {
                case CertificateExpiredException over -> Optional.of("has expired (" + over.getMessage() + ")");
                case CertificateNotYetValidException early ->
                    Optional.of("is not valid yet (" + early.getMessage() + ")");
                default -> Optional.empty();
            };
            if (wrong.isPresent()) {
                return new Cause(Reason.UNREACHABLE, "Expected to reach the API server " + where
                        + ", but its certificate " + wrong.get() + "; by the clock here it is "
                        + Instant.now().truncatedTo(ChronoUnit.SECONDS)
                        + ": set the clock if that is wrong, else renew the cluster's certificates");
            }
        }
        if (CLIENT_REFUSED.matcher(firstLine(e)).find()) {
            return new Cause(Reason.UNAUTHORIZED,
                    "Expected the API server " + where + " to let us in, but it refused the"
                            + " client certificate (" + firstLine(e) + "); " + client.lapse(Instant.now()).orElse(
                                    "fetch the kubeconfig anew, and compare the clocks if that does not help"));
        }
        return broken(where, "TLS failed (" + firstLine(e) + ")", client);
    }

    /**
     * A server that ends a TLS 1.3 handshake for the client certificate may have closed the connection before its alert
     * is read, because the request is already on its way then.
     */
    private static Cause broken(String where, String found, Validity client) {
        return client.lapse(Instant.now())
                .map(lapse -> new Cause(Reason.UNAUTHORIZED,
                        "Expected the API server " + where + " to let us in, but " + found + "; " + lapse))
                .orElseGet(() -> unreachable(where, found));
    }

    private static Cause unreachable(String where, String found) {
        return new Cause(Reason.UNREACHABLE, "Expected to reach the API server " + where + ", but " + found
                + "; check that the cluster runs and that the kubeconfig is its own");
    }

    private static boolean isConnect(SocketTimeoutException e) {
        return String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT).contains("connect");
    }

    private static String firstLine(IOException e) {
        String message = e.getMessage();
        return message == null ? e.getClass().getSimpleName() : message.lines().findFirst().orElse("");
    }
}
