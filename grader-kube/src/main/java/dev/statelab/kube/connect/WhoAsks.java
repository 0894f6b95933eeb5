package dev.statelab.kube.connect;

import io.fabric8.kubernetes.client.Config;
import java.io.IOException;
import okhttp3.Credentials;
import okhttp3.Headers;
import okhttp3.Interceptor;
import okhttp3.Request;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * Puts the user's identity on each request, over any that the request itself has, and the program's name unless the request
 * goes by another one.
 */
final class WhoAsks implements Interceptor {

    private static final String USER_AGENT = "User-Agent";

    private final Headers identity;

    WhoAsks(Config config) {
        Headers.Builder headers = new Headers.Builder();
        if (has(config.getAutoOAuthToken())) {
            headers.set("Authorization", "Bearer " + config.getAutoOAuthToken());
        } else if (has(config.getUsername()) && has(config.getPassword())) {
            headers.set("Authorization", Credentials.basic(config.getUsername(), config.getPassword()));
        }
        if (has(config.getImpersonateUsername())) {
            headers.set("Impersonate-User", config.getImpersonateUsername());
            for (String group : config.getImpersonateGroups()) {
                headers.add("Impersonate-Group", group);
            }
        }
        this.identity = headers.build();
    }

    @Override
    public Response intercept(Chain chain) throws IOException {
        Request.Builder request = chain.request().newBuilder().removeHeader("Authorization");
        if (chain.request().header(USER_AGENT) == null) {
            request.header(USER_AGENT, "statelab");
        }
        for (String name : identity.names()) {
            request.removeHeader(name);
            identity.values(name).forEach(value -> request.addHeader(name, value));
        }
        return chain.proceed(request.build());
    }

    private static boolean has(@Nullable String text) {
        return text != null && !text.isEmpty();
    }
}
