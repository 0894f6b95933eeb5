package dev.statelab.kube.http;

import static java.util.Objects.requireNonNull;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.Certificate;
import java.security.cert.CertificateEncodingException;
import java.util.HexFormat;
import java.util.List;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSocket;
import okhttp3.Connection;
import okhttp3.Handshake;
import org.jspecify.annotations.Nullable;

/**
 * What an API server proved itself by: the SHA-256 of certificates, in hexadecimal.
 *
 * @param own of the server; empty without TLS
 * @param authority the certificate that the server's was trusted by; empty where any is trusted
 */
public record ServerCertificates(String own, String authority) {

    static final ServerCertificates NONE = new ServerCertificates("", "");

    public ServerCertificates {
        requireNonNull(own, "own");
        requireNonNull(authority, "authority");
    }

    static ServerCertificates of(@Nullable Connection connection) {
        if (connection == null || !(connection.socket() instanceof SSLSocket socket)) {
            return NONE;
        }
        Handshake handshake = connection.handshake();
        // OkHttp's are those that lead to a trusted one: none where nothing was verified.
        List<Certificate> trusted = handshake == null ? List.of() : handshake.peerCertificates();
        try {
            return new ServerCertificates(sha256(socket.getSession().getPeerCertificates()[0]),
                    trusted.isEmpty() ? "" : sha256(trusted.getLast()));
        } catch (SSLPeerUnverifiedException none) {
            return NONE;
        }
    }

    private static String sha256(Certificate certificate) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded()));
        } catch (NoSuchAlgorithmException | CertificateEncodingException e) {
            throw new IllegalStateException("a certificate that came through a handshake has no digest", e);
        }
    }
}
