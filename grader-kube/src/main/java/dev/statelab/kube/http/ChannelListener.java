package dev.statelab.kube.http;

import dev.statelab.core.cluster.Cause;
import dev.statelab.kube.http.Reply.Answered;
import okio.ByteString;

/** Is told what comes over a WebSocket with numbered channels; one call at a time. */
public interface ChannelListener {

    void received(int channel, ByteString content);

    /** The API server did not open it. */
    void refused(Answered answered);

    /** It broke, or could not be opened; nothing follows. */
    void lost(Cause cause);

    /** The API server has closed it; nothing follows. */
    void closed();
}
