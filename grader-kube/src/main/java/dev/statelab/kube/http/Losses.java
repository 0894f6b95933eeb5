package dev.statelab.kube.http;

import dev.statelab.core.cluster.Cause;
import dev.statelab.core.cluster.Cause.Reason;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.Locale;
import javax.net.ssl.SSLException;
import okhttp3.HttpUrl;

/** Says why no answer came. */
final class Losses {

    private Losses() {}

    static Cause cause(HttpUrl server, IOException e) {
        String where = server.scheme() + "://" + server.host() + ":" + server.port();
        return switch (e) {
            case SocketTimeoutException timeout when isConnect(timeout) -> unreachable(where, "no connection in time");
            case InterruptedIOException timeout -> new Cause(Reason.TIMED_OUT, "Expected an answer from the API server "
                    + where + ", none came in time; check that the cluster is not overloaded");
            case UnknownHostException unknown -> unreachable(where, "its host name does not resolve");
            case ConnectException refused -> unreachable(where, "the connection was refused");
            case NoRouteToHostException noRoute -> unreachable(where, "there is no route to it");
            case SSLException tls -> unreachable(where, "TLS failed (" + firstLine(tls) + ")");
            default -> unreachable(where, "the connection broke (" + firstLine(e) + ")");
        };
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
