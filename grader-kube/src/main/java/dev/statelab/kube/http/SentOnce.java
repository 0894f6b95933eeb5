package dev.statelab.kube.http;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import okhttp3.Interceptor;
import okhttp3.Request;
import okhttp3.Response;

/**
 * Keeps OkHttp from repeating a request on its own. With connection retries and redirects switched off, one case is left:
 * it repeats what was answered by 503 with {@code Retry-After: 0}. So that header is hidden from it, and given back to
 * the caller.
 */
final class SentOnce implements Interceptor {

    private static final String RETRY_AFTER = "Retry-After";

    private static final class Hidden {
        private final AtomicReference<Optional<String>> value = new AtomicReference<>(Optional.empty());
    }

    @Override
    public Response intercept(Chain chain) throws IOException {
        Hidden hidden = new Hidden();
        Request request = chain.request().newBuilder().tag(Hidden.class, hidden).build();
        Response response = chain.proceed(request);
        return hidden.value.get().map(value -> response.newBuilder().header(RETRY_AFTER, value).build())
                .orElse(response);
    }

    Interceptor onTheWire() {
        return chain -> {
            Response response = chain.proceed(chain.request());
            String value = response.header(RETRY_AFTER);
            Hidden hidden = chain.request().tag(Hidden.class);
            if (value == null || hidden == null) {
                return response;
            }
            hidden.value.set(Optional.of(value));
            return response.newBuilder().removeHeader(RETRY_AFTER).build();
        };
    }
}
