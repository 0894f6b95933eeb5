package dev.statelab.kube.pod;

import dev.statelab.core.Limits;
import dev.statelab.core.cluster.Cause;
import dev.statelab.core.cluster.PodLog;
import dev.statelab.core.cluster.PodLog.Absent;
import dev.statelab.core.cluster.PodLog.Unknown;
import dev.statelab.core.cluster.PodLog.Written;
import dev.statelab.kube.http.ApiServer;
import dev.statelab.kube.http.Permission;
import dev.statelab.kube.http.Reply.Answered;
import dev.statelab.kube.http.Reply.Lost;
import java.time.Duration;
import okhttp3.HttpUrl;
import okhttp3.Request;

/** Reads what containers have written (API page: "Pod", read log of the specified Pod). */
public final class PodLogs {

    /** Bytes of a log that are read. */
    private static final long MAX_BODY = Limits.LOG;

    private final ApiServer api;
    private final Duration timeout;

    public PodLogs(ApiServer api, Duration timeout) {
        this.api = api;
        this.timeout = timeout;
    }

    public PodLog tail(String namespace, String pod, String container, boolean previous, int lines)
            throws InterruptedException {
        HttpUrl url = api.url("api", "v1", "namespaces", namespace, "pods", pod, "log")
                .addQueryParameter("container", container)
                .addQueryParameter("previous", Boolean.toString(previous))
                .addQueryParameter("tailLines", Integer.toString(lines))
                .addQueryParameter("limitBytes", Long.toString(MAX_BODY)).build();
        return switch (api.send(new Request.Builder().url(url).build(), timeout, MAX_BODY)) {
            case Answered answered when answered.isSuccess() -> new Written(answered.body());
            case Answered answered when isAbsent(answered) -> new Absent();
            case Answered answered -> new Unknown(
                    api.refusal(new Permission("get", "", "pods/log", namespace), answered.apiStatus()));
            case Lost(Cause cause) -> new Unknown(cause);
        };
    }

    /** 400 for a container that has not run, or that the pod does not have; 404 for a pod that is gone. */
    private static boolean isAbsent(Answered answered) {
        return answered.apiStatus().isPresent() && (answered.status() == 404 || answered.status() == 400);
    }
}
