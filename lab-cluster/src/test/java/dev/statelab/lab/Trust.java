package dev.statelab.lab;

import javax.net.ssl.SSLContext;
import okhttp3.OkHttpClient;
import okhttp3.tls.Certificates;
import okhttp3.tls.HandshakeCertificates;

/** What a client needs to believe an API server whose certificate authority is of its own. */
public record Trust(HandshakeCertificates certificates) {

    /** @param authority in PEM */
    public static Trust in(String authority) {
        return new Trust(new HandshakeCertificates.Builder()
                .addTrustedCertificate(Certificates.decodeCertificatePem(authority))
                .build());
    }

    public SSLContext sslContext() {
        return certificates.sslContext();
    }

    public OkHttpClient client() {
        return new OkHttpClient.Builder().sslSocketFactory(certificates.sslSocketFactory(), certificates.trustManager())
                .build();
    }
}
