package dev.statelab.core.offline;

import dev.statelab.core.result.Finding;
import dev.statelab.core.task.Expectation;
import java.util.List;

/** What keeps a criterion from passing in one state, however what cannot be seen turns out. */
sealed interface Shortfall {

    Finding finding();

    /** The criteria that are to blame if they fail. */
    List<String> needs();

    /** The objects that it takes and that are not there. */
    List<ObjectName> missing();

    /** The fields that decide it. */
    List<ObjectField> fields();

    /** There are fewer objects than the criterion is to be judged for. */
    record TooFew(StateForecast in, String observation, Finding finding) implements Shortfall {

        @Override
        public List<String> needs() {
            return List.of();
        }

        @Override
        public List<ObjectName> missing() {
            return new DecisiveFields(in).missing(observation);
        }

        @Override
        public List<ObjectField> fields() {
            return new DecisiveFields(in).instead(missing());
        }
    }

    /** An expectation does not hold. */
    record Unmet(StateForecast in, Expectation expectation, Finding finding) implements Shortfall {

        @Override
        public List<String> needs() {
            return expectation.needs();
        }

        @Override
        public List<ObjectName> missing() {
            return new DecisiveFields(in).missing(expectation);
        }

        @Override
        public List<ObjectField> fields() {
            return new DecisiveFields(in).of(expectation);
        }
    }
}
