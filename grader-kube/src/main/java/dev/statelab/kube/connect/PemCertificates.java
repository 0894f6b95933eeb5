package dev.statelab.kube.connect;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;

/** The certificates of a kubeconfig's field, at least one. */
record PemCertificates(List<X509Certificate> certificates) {

    PemCertificates {
        certificates = List.copyOf(certificates);
    }

    /** fabric8 takes a damaged certificate for a comment. */
    static PemCertificates of(String pem) throws NotConnected {
        String found = "none";
        try {
            List<X509Certificate> certificates = CertificateFactory.getInstance("X.509")
                    .generateCertificates(new ByteArrayInputStream(pem.getBytes(UTF_8))).stream()
                    .map(X509Certificate.class::cast).toList();
            if (!certificates.isEmpty()) {
                return new PemCertificates(certificates);
            }
        } catch (CertificateException e) {
            found = String.valueOf(e.getMessage());
        }
        throw new NotConnected("certificates in PEM format", found, "write the kubeconfig anew, it is damaged");
    }

    X509Certificate first() {
        return certificates.getFirst();
    }

    /** Trusts servers that these vouch for and no others, as kubectl does; fabric8 would trust the JDK's authorities besides. */
    TrustManager[] asAuthorities() throws GeneralSecurityException, IOException {
        KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
        trusted.load(null);
        for (X509Certificate certificate : certificates) {
            trusted.setCertificateEntry(Integer.toString(trusted.size()), certificate);
        }
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(trusted);
        return factory.getTrustManagers();
    }
}
