package dev.statelab.core.cluster;

import dev.statelab.core.Limits;

/**
 * What tells one cluster from another, for the evidence. It is what the cluster says of itself, and what it proved itself
 * by: whoever controls an API server can have it say any UID, but cannot use another one's certificate. Each part is empty
 * where it could not be read, which costs nobody anything. Texts may come from the student's cluster.
 *
 * @param uid of the namespace {@code kube-system}, which stays the same for a cluster's whole life
 * @param authority the SHA-256 of the certificate that the API server's certificate was trusted by, in hexadecimal; empty
 *        also where the user chose to trust any
 * @param certificate the SHA-256 of the API server's own certificate, in hexadecimal
 * @param version such as {@code v1.32.13}
 */
public record ClusterIdentity(String uid, String authority, String certificate, String version) {

    /** Nothing could be read, or nobody asked. */
    public static final ClusterIdentity UNREAD = new ClusterIdentity("", "", "", "");

    /** Characters of a UID or a version: a UID has 36. */
    private static final int LONGEST = 64;

    public ClusterIdentity {
        uid = Limits.cut(uid, LONGEST);
        authority = Limits.cut(authority, LONGEST);
        certificate = Limits.cut(certificate, LONGEST);
        version = Limits.cut(version, LONGEST);
    }
}
