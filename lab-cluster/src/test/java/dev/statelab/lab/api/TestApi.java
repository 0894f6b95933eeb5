package dev.statelab.lab.api;

import java.util.Random;

/** An API server without controllers, whose names and UIDs are the same in each run. */
public final class TestApi {

    private TestApi() {}

    /** With the service account that pods in {@code default} need. */
    public static ApiServer start(int historyLength) {
        ApiServer api = ApiServer.start(new SettableClock(), new Random(7), historyLength);
        addNamespaceContents(api, "default");
        return api;
    }

    /** What a controller would put into a new namespace. */
    public static void addNamespaceContents(ApiServer api, String namespace) {
        try {
            api.create(ResourceTypes.SERVICE_ACCOUNT, namespace, Manifests.serviceAccount("default"));
        } catch (ApiException refused) {
            throw new IllegalStateException(refused);
        }
    }
}
