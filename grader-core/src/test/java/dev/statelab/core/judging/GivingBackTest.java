package dev.statelab.core.judging;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.statelab.core.cluster.Cause;
import dev.statelab.core.cluster.Cause.Reason;
import dev.statelab.core.cluster.Cluster;
import dev.statelab.core.cluster.DelegatingCluster;
import dev.statelab.core.cluster.PatchRequest;
import dev.statelab.core.cluster.PatchRequest.Change;
import dev.statelab.core.cluster.Patching;
import dev.statelab.core.cluster.ResourceKind;
import dev.statelab.core.cluster.ScaleRequest;
import dev.statelab.core.cluster.Scaling;
import dev.statelab.core.judging.GivingBack.Attempt;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class GivingBackTest {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final PatchRequest BACK = new PatchRequest(ResourceKind.STATEFUL_SET, "lab", "web", "u",
            List.of(new Change(List.of("spec", "updateStrategy", "type"), JSON.textNode("OnDelete"),
                    JSON.textNode("RollingUpdate"))));
    private static final ScaleRequest SCALED = new ScaleRequest(ResourceKind.STATEFUL_SET, "lab", "web", "u", 1, 3);
    private static final Cause SILENCE = new Cause(Reason.TIMED_OUT, "no answer");

    private final Server server = new Server();
    private final GivingBack giving = new GivingBack(server);

    /** Counts what it writes; answers as many requests as it is told to with nothing. */
    private static final class Server implements DelegatingCluster {
        private final ObjectNode object = JSON.objectNode();
        private int version;
        private int silent;
        private boolean scaleOnly;
        private Runnable afterNextRead = () -> {};

        private Server() {
            object.putObject("spec").put("replicas", 3).putObject("updateStrategy").put("type", "RollingUpdate");
        }

        @Override
        public Cluster cluster() {
            throw new AssertionError("nothing else is asked");
        }

        private boolean isSilent() {
            return silent-- > 0;
        }

        @Override
        public Patching patch(PatchRequest request) {
            if (isSilent()) {
                return new Patching.Unknown(SILENCE);
            }
            if (scaleOnly) {
                return new Patching.Unknown(new Cause(Reason.FORBIDDEN, "may not update"));
            }
            boolean starts = request.startsFrom(object);
            Runnable next = afterNextRead;
            afterNextRead = () -> {};
            next.run();
            if (!starts) {
                return new Patching.OtherValues();
            }
            ObjectNode before = object.deepCopy();
            request.applyTo(object);
            version += object.equals(before) ? 0 : 1;
            return new Patching.Accepted();
        }

        @Override
        public Scaling scale(ScaleRequest request) {
            int now = object.at("/spec/replicas").asInt();
            if (isSilent()) {
                return new Scaling.Unknown(SILENCE);
            }
            if (now != request.from()) {
                return new Scaling.OtherNumber(now);
            }
            object.withObject("/spec").put("replicas", request.to());
            version += request.to() == now ? 0 : 1;
            return new Scaling.Accepted();
        }

        private void type(String type) {
            object.withObject("/spec/updateStrategy").put("type", type);
        }
    }

    private static Attempt left(String how) {
        return new Attempt.Others("somebody else has " + how);
    }

    @Test
    void what_was_changed_is_written_back() {
        server.type("OnDelete");

        assertThat(giving.fields(BACK)).isEqualTo(new Attempt.Done());
        assertThat(server.object.at("/spec/updateStrategy/type").asText()).isEqualTo("RollingUpdate");
        assertThat(server.version).isEqualTo(1);
    }

    @Test
    void what_is_as_it_was_gets_a_new_version_and_nothing_else() {
        assertThat(giving.fields(BACK)).isEqualTo(new Attempt.Done());

        assertThat(server.version).isEqualTo(2);
        assertThat(server.object.at("/metadata/labels")).isEmpty();
        assertThat(server.object.at("/spec/updateStrategy/type").asText()).isEqualTo("RollingUpdate");
    }

    @Test
    void a_number_that_is_as_it_was_gets_a_new_version_too() {
        assertThat(giving.replicas(SCALED, Set.of(1, 3))).isEqualTo(new Attempt.Done());

        assertThat(server.version).isEqualTo(2);
    }

    @Test
    void what_arrives_meanwhile_is_given_back() {
        server.afterNextRead = () -> server.type("OnDelete");

        assertThat(giving.fields(BACK)).isEqualTo(new Attempt.Done());
        assertThat(server.object.at("/spec/updateStrategy/type").asText()).isEqualTo("RollingUpdate");
    }

    @Test
    void a_mark_that_was_left_is_taken_off() {
        server.object.withObject("/metadata/labels").put("statelab.dev/nothing-on-its-way", "true");

        assertThat(giving.fields(BACK)).isEqualTo(new Attempt.Done());
        assertThat(server.object.at("/metadata/labels")).isEmpty();
    }

    @Test
    void a_mark_that_may_have_been_made_is_given_back_like_a_change() {
        server.object.withObject("/metadata/labels").put("statelab.dev/nothing-on-its-way", "true");
        PatchRequest unmark = new PatchRequest(ResourceKind.STATEFUL_SET, "lab", "web", "u",
                List.of(new Change(List.of("metadata", "labels", "statelab.dev/nothing-on-its-way"),
                        JSON.textNode("true"), JSON.missingNode())));

        assertThat(giving.fields(unmark)).isEqualTo(new Attempt.Done());
        assertThat(giving.fields(unmark)).as("once more").isEqualTo(new Attempt.Done());
        assertThat(server.object.at("/metadata/labels")).isEmpty();
    }

    @Test
    void other_values_are_somebody_elses() {
        server.type("Recreate");
        server.object.withObject("/spec").put("replicas", 7);

        assertThat(giving.fields(BACK)).isEqualTo(left("changed it"));
        assertThat(giving.replicas(SCALED, Set.of(1, 3))).isEqualTo(left("set it to 7"));
        assertThat(server.version).isZero();
    }

    @Test
    void a_number_of_ours_is_scaled_from() {
        server.object.withObject("/spec").put("replicas", 2);

        assertThat(giving.replicas(SCALED, Set.of(1, 2, 3))).isEqualTo(new Attempt.Done());
        assertThat(server.object.at("/spec/replicas").asInt()).isEqualTo(3);
    }

    @Test
    void who_may_scale_alone_is_not_refused() {
        server.scaleOnly = true;

        assertThat(giving.replicas(SCALED, Set.of(1, 3))).isEqualTo(new Attempt.Done());
    }

    @Test
    void it_is_tried_three_times() {
        server.silent = 2;
        server.type("OnDelete");
        assertThat(giving.fields(BACK)).isEqualTo(new Attempt.Done());

        server.silent = 3;
        assertThat(giving.fields(BACK)).isEqualTo(new Attempt.Open(SILENCE));
    }
}
