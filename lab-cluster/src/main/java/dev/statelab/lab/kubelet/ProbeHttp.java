package dev.statelab.lab.kubelet;

import java.net.InetAddress;
import java.net.Proxy;
import java.util.List;
import okhttp3.OkHttpClient;

/** The HTTP client of probes: it reaches nothing outside the lab, and repeats nothing. */
final class ProbeHttp {

    /** Stands for every name: {@link PodSockets} resolves them. */
    private static final byte[] UNRESOLVED = {0, 0, 0, 0};

    private ProbeHttp() {}

    static OkHttpClient client() {
        return new OkHttpClient.Builder().proxy(Proxy.NO_PROXY).retryOnConnectionFailure(false).fastFallback(false)
                .dns(name -> List.of(InetAddress.getByAddress(name, UNRESOLVED))).build();
    }
}
