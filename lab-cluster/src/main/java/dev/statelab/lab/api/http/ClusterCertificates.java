package dev.statelab.lab.api.http;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import okhttp3.tls.HeldCertificate;

/**
 * A certificate authority of a cluster's own, and the certificate with which its API server answers, for the names by
 * which it is called from outside and from pods. The server's certificate is made anew at each start.
 */
public final class ClusterCertificates {

    private static final Duration LIFETIME = Duration.ofDays(3650);

    /** So that a client whose clock is a little behind accepts them too. */
    private static final Duration MARGIN = Duration.ofHours(1);

    /** TLS sessions of which clients may open further connections: a few clients open some at the same time. */
    private static final int RESUMABLE = 64;

    /** The last is the ClusterIP of the Service {@code kubernetes}. */
    private static final List<String> NAMES = List.of("kubernetes", "kubernetes.default", "kubernetes.default.svc",
            "kubernetes.default.svc.cluster.local", "localhost", "127.0.0.1", "10.43.0.1");

    private final HeldCertificate authority;
    private final HeldCertificate server;

    private ClusterCertificates(HeldCertificate authority, HeldCertificate server) {
        this.authority = authority;
        this.server = server;
    }

    /** The certificate and the private key of a new authority, in PEM. */
    public static String newAuthority() {
        HeldCertificate authority = lasting().commonName("lab-cluster-ca").certificateAuthority(0).build();
        return authority.certificatePem() + authority.privateKeyPkcs8Pem();
    }

    /**
     * @param authorityPem as {@link #newAuthority} makes it
     * @throws IllegalArgumentException where it is something else
     */
    public static ClusterCertificates of(String authorityPem) {
        HeldCertificate authority = HeldCertificate.decode(authorityPem);
        HeldCertificate.Builder server = lasting().commonName("kube-apiserver").signedBy(authority);
        NAMES.forEach(server::addSubjectAlternativeName);
        return new ClusterCertificates(authority, server.build());
    }

    private static HeldCertificate.Builder lasting() {
        Instant now = Instant.now();
        return new HeldCertificate.Builder().ecdsa256()
                .validityInterval(now.minus(MARGIN).toEpochMilli(), now.plus(LIFETIME).toEpochMilli());
    }

    /** The authority's certificate in PEM: what a client has to trust. */
    public String authority() {
        return authority.certificatePem();
    }

    /**
     * Asks clients for no certificate. The key store is of the older kind, because the usual one spends 40 ms on
     * encrypting a key that never leaves this process.
     */
    SSLContext serverContext() {
        char[] password = {};
        try {
            KeyStore keys = KeyStore.getInstance("JKS");
            keys.load(null, password);
            keys.setKeyEntry("server", server.keyPair().getPrivate(), password,
                    new Certificate[]{server.certificate(), authority.certificate()});
            KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            managers.init(keys, password);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(managers.getKeyManagers(), new TrustManager[0], null);
            context.getServerSessionContext().setSessionCacheSize(RESUMABLE);
            return context;
        } catch (GeneralSecurityException | IOException impossible) {
            throw new IllegalStateException("this Java cannot serve HTTPS", impossible);
        }
    }
}
