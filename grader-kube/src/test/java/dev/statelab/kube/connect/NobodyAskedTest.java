package dev.statelab.kube.connect;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Reading somebody else's kubeconfig sends nothing. Whoever opens a connection asks first which proxy leads there. */
@Isolated("there is one proxy selector in a process")
class NobodyAskedTest {

    @TempDir
    private Path folder = Path.of("");

    private final ProxySelector usual = ProxySelector.getDefault();
    private final Queue<URI> asked = new ConcurrentLinkedQueue<>();

    @BeforeEach
    void listen() {
        ProxySelector.setDefault(new ProxySelector() {
            @Override
            public List<Proxy> select(URI uri) {
                asked.add(uri);
                return List.of(Proxy.NO_PROXY);
            }

            @Override
            public void connectFailed(URI uri, SocketAddress address, IOException failure) {}
        });
    }

    @AfterEach
    void end() {
        ProxySelector.setDefault(usual);
    }

    @ParameterizedTest
    @ValueSource(strings = {"https:/127.0.0.1:1", "http:/127.0.0.1:1", "https:127.0.0.1:1", "https:\\\\127.0.0.1:1",
        " https://127.0.0.1:1", "HTTPS://127.0.0.1:1", "https:///127.0.0.1:1", "127.0.0.1:1", "localhost:1/x"})
    void a_server_in_an_unusual_form_is_not_tried_out(String server) throws Exception {
        Path file = Files.writeString(folder.resolve("kubeconfig"), """
                current-context: c
                contexts: [{name: c, context: {cluster: c, user: u}}]
                clusters: [{name: c, cluster: {server: '%s'}}]
                users: [{name: u, user: {token: t}}]
                """.formatted(server));

        ConnectResult _ = UntrustedKubeconfig.connect(file, "", new UntrustedRules(true, true, true));

        assertThat(asked).isEmpty();
    }
}
