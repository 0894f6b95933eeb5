package dev.statelab.core.report;

import dev.statelab.core.cluster.ClusterIdentity;

/** Says in one line which cluster it was. */
public final class ClusterLine {

    /** Hexadecimal digits of a digest that people compare; all of them are in the JSON. */
    private static final int DIGITS = 16;

    private ClusterLine() {}

    /** Not escaped: parts of it may come from the cluster. */
    public static String of(ClusterIdentity identity) {
        if (identity.equals(ClusterIdentity.UNREAD)) {
            return "nothing that identifies it was readable";
        }
        return (identity.uid().isEmpty() ? "UID of kube-system not readable" : identity.uid())
                + certificates(identity) + (identity.version().isEmpty() ? "" : ", " + identity.version());
    }

    private static String certificates(ClusterIdentity identity) {
        if (!identity.authority().isEmpty()) {
            return ", authority " + digits(identity.authority());
        }
        return identity.certificate().isEmpty()
                ? ", no certificate"
                : ", certificate " + digits(identity.certificate()) + " (not verified)";
    }

    private static String digits(String sha256) {
        return sha256.substring(0, Math.min(DIGITS, sha256.length()));
    }
}
