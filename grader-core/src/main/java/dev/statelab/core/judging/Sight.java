package dev.statelab.core.judging;

import dev.statelab.core.cluster.Cause;
import dev.statelab.core.cluster.KubernetesObject;
import dev.statelab.core.expression.Values;
import java.util.Optional;

/** How expressions see the objects of a picture. */
public interface Sight {

    /** Everything that an object has is there to see. */
    Sight CLEAR = new Sight() {
        @Override
        public Object of(KubernetesObject object) {
            return Values.of(object.json());
        }

        @Override
        public Optional<Cause> obstacle() {
            return Optional.empty();
        }
    };

    /** The object as a value for expressions. */
    Object of(KubernetesObject object);

    /** What the evaluations so far would have had to see, and could not. */
    Optional<Cause> obstacle();
}
