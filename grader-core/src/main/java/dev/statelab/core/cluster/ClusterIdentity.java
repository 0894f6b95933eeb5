package dev.statelab.core.cluster;

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
        uid = beginning(uid);
        authority = beginning(authority);
        certificate = beginning(certificate);
        version = beginning(version);
    }

    /**
     * Whether nothing says that they are two: a UID alone could be another cluster's, said by a server that lies, and without
     * any that could be read nobody can tell.
     */
    public boolean mayBe(ClusterIdentity other) {
        return mayBe(uid, other.uid) && mayBe(authority, other.authority);
    }

    /** Whether it is the same, as far as anybody can tell: {@link #mayBe} is also true where nothing could be read. */
    public boolean is(ClusterIdentity other) {
        return !uid.isEmpty() && uid.equals(other.uid) && mayBe(other);
    }

    private static boolean mayBe(String one, String other) {
        return one.isEmpty() || other.isEmpty() || one.equals(other);
    }

    /** The same of what it gives, so that an identity that is read again is the same. */
    private static String beginning(String text) {
        int end = Math.min(LONGEST, text.length());
        return text.substring(0, end == LONGEST && Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end);
    }
}
