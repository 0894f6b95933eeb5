package dev.statelab.kube.connect;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.http.HttpClient;
import io.fabric8.kubernetes.client.internal.SSLUtils;
import io.fabric8.kubernetes.client.okhttp.OkHttpClientFactory;
import io.fabric8.kubernetes.client.okhttp.OkHttpClientImpl;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;

/** Collects what a connection needs; certificates and keys are PEM texts. */
final class Credentials {

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);

    // Not "new ConfigBuilder()": that one takes the environment's tokens and proxies.
    private final ConfigBuilder config = new ConfigBuilder(Config.empty());
    private String address = "";
    private Validity validity = Validity.ALWAYS;
    private Optional<PemCertificates> authority = Optional.empty();

    Credentials server(String url) {
        address = url;
        return this;
    }

    Credentials authority(String pem) throws NotConnected {
        authority = Optional.of(PemCertificates.of(pem));
        return this;
    }

    Credentials trustAnything() {
        config.withTrustCerts(true).withDisableHostnameVerification(true);
        return this;
    }

    Credentials clientCertificate(String certificatePem, String keyPem) throws NotConnected {
        validity = Validity.of(PemCertificates.of(certificatePem).first());
        config.withClientCertData(base64(certificatePem)).withClientKeyData(base64(keyPem))
                .withClientKeyAlgo(PrivateKeyKind.of(keyPem).name());
        return this;
    }

    Credentials token(String token) {
        config.withAutoOAuthToken(token);
        return this;
    }

    Credentials password(String username, String password) {
        config.withUsername(username).withPassword(password);
        return this;
    }

    Credentials impersonate(String user, List<String> groups) {
        config.withImpersonateUsername(user).withImpersonateGroups(groups.toArray(String[]::new));
        return this;
    }

    Credentials proxy(String url) {
        config.withHttpProxy(url).withHttpsProxy(url);
        return this;
    }

    Connection connection(String origin) throws NotConnected {
        HttpUrl server = HttpUrl.parse(address);
        if (server == null) {
            throw new NotConnected("a server address such as https://127.0.0.1:6443",
                    "\"" + address + "\" (" + origin + ")", "correct the cluster's server field");
        }
        // In full: to whatever has no "https://" in front fabric8 opens a connection, here and now, to see whether it speaks TLS.
        Config built = config.withMasterUrl(server.toString()).build();
        HttpClient.Factory factory = new OkHttpClientFactory();
        try {
            HttpClient.Builder builder = factory.newBuilder(built);
            if (authority.isPresent()) {
                builder.sslContext(SSLUtils.keyManagers(built), authority.get().asAuthorities());
            }
            OkHttpClientImpl client = (OkHttpClientImpl) builder.build();
            OkHttpClient http = client.getOkHttpClient().newBuilder().connectTimeout(CONNECT_TIMEOUT)
                    .followRedirects(false).followSslRedirects(false).addInterceptor(new WhoAsks(built))
                    .fastFallback(!isAddress(server)).build();
            return new Connection(server, http, origin, validity);
        } catch (KubernetesClientException | GeneralSecurityException | IOException e) {
            throw new NotConnected("a certificate and its key in PEM format", rootMessage(e) + " (" + origin + ")",
                    "write the kubeconfig anew, its certificates are damaged");
        }
    }

    /** Only a name can stand for several addresses, of which another is tried meanwhile on a thread of its own. */
    private static boolean isAddress(HttpUrl server) {
        return server.host().matches("[0-9.]+|.*:.*");
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
    }

    private static String rootMessage(Throwable e) {
        Throwable root = e;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return String.valueOf(root.getMessage());
    }
}
