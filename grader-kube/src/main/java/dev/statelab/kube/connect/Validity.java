package dev.statelab.kube.connect;

import static java.util.Objects.requireNonNull;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * From when until when what proves who asks can be valid: that of the client certificate, or always where there is none.
 *
 * @param from the first instant
 * @param until the last one
 */
public record Validity(Instant from, Instant until) {

    public static final Validity ALWAYS = new Validity(Instant.MIN, Instant.MAX);

    public Validity {
        requireNonNull(from, "from");
        requireNonNull(until, "until");
    }

    static Validity of(X509Certificate certificate) {
        return new Validity(certificate.getNotBefore().toInstant(), certificate.getNotAfter().toInstant());
    }

    /** For people: what is wrong with the client certificate by a clock that says this, and what to do; empty if nothing is. */
    public Optional<String> lapse(Instant now) {
        String clock = ", and by the clock here it is " + now.truncatedTo(ChronoUnit.SECONDS);
        if (now.isAfter(until)) {
            return Optional.of("the client certificate in the kubeconfig expired at " + until + clock
                    + ": fetch the kubeconfig anew (k3s renews its own when it starts), or set the clock if that is wrong");
        }
        if (now.isBefore(from)) {
            return Optional.of("the client certificate in the kubeconfig is not valid before " + from + clock
                    + ": set the clock if that is wrong, else fetch the kubeconfig anew");
        }
        return Optional.empty();
    }
}
