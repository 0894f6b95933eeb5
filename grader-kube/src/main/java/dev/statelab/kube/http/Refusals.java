package dev.statelab.kube.http;

import dev.statelab.core.cluster.Cause;
import dev.statelab.core.cluster.Cause.Reason;

/** What it means for an evaluation that the API server did not do what it was asked. */
public final class Refusals {

    private Refusals() {}

    /** For an answer that is no success. */
    public static Cause cause(Permission permission, ApiStatus status) {
        return cause(permission, status, "log in again, the credentials in the kubeconfig may have expired");
    }

    /** @param whenUnknown what is known about who asks, and what to do, where the API server does not know them */
    static Cause cause(Permission permission, ApiStatus status, String whenUnknown) {
        String said = status.message().isEmpty() ? "" : ": " + status.message();
        return switch (status.code()) {
            case 401 -> new Cause(Reason.UNAUTHORIZED, "Expected the API server to let us in, it answered 401"
                    + said + "; " + whenUnknown);
            case 403 -> new Cause(Reason.FORBIDDEN, "Expected the permission to " + permission
                    + "; it is missing" + said + "; ask for a " + permission.role());
            case 429 -> new Cause(Reason.THROTTLED, "Expected to " + permission
                    + ", the API server answered 429 (too many requests)" + said
                    + "; wait a little and run this again");
            default -> new Cause(Reason.SERVER_ERROR,
                    "Expected to " + permission + ", the API server answered " + status.code() + said);
        };
    }
}
