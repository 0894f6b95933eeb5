package dev.statelab.kube.connect;

import java.util.Base64;
import java.util.HexFormat;

/** The algorithm of a private key; the names are Java's. */
enum PrivateKeyKind {
    RSA, EC;

    /** The object identifier 1.2.840.10045.2.1 (ecPublicKey, RFC 5480) as it is in a PKCS #8 key. */
    private static final String EC_PUBLIC_KEY = "06072a8648ce3d0201";

    /** For a damaged key any: who reads the key finds out. */
    static PrivateKeyKind of(String pem) {
        if (pem.contains("BEGIN EC PRIVATE KEY")) {
            return EC;
        }
        if (!pem.contains("BEGIN PRIVATE KEY")) {
            return RSA;
        }
        try {
            byte[] der = Base64.getMimeDecoder().decode(pem.replaceAll("-----[^-]*-----", ""));
            return HexFormat.of().formatHex(der).contains(EC_PUBLIC_KEY) ? EC : RSA;
        } catch (IllegalArgumentException damaged) {
            return RSA;
        }
    }
}
