package dev.statelab.cli.verify;

import static java.util.Objects.requireNonNull;

import java.util.List;

/** What became of one mutant. */
sealed interface Verdict {

    /** The word for it in reports. */
    String word();

    /**
     * It lost points.
     *
     * @param criteria what came of those that did not pass, such as {@code replicas failed}, in the order of the rubric
     */
    record Killed(int lost, List<String> criteria) implements Verdict {
        public Killed {
            criteria = List.copyOf(criteria);
        }

        @Override
        public String word() {
            return "killed";
        }
    }

    /**
     * A case noticed it.
     *
     * @param by the name of the case
     * @param difference what the criterion came to there, and should not
     */
    record Noticed(String by, String difference) implements Verdict {
        public Noticed {
            requireNonNull(by, "by");
            requireNonNull(difference, "difference");
        }

        @Override
        public String word() {
            return "noticed";
        }
    }

    /** @param message the API server's own words */
    record Refused(String message) implements Verdict {
        public Refused {
            requireNonNull(message, "message");
        }

        @Override
        public String word() {
            return "refused";
        }
    }

    /** It makes no difference, and nobody said that it should make none. */
    record Survived() implements Verdict {
        @Override
        public String word() {
            return "survived";
        }
    }

    /** It makes no difference, as its author declared. */
    record Equivalent(String reason) implements Verdict {
        public Equivalent {
            requireNonNull(reason, "reason");
        }

        @Override
        public String word() {
            return "equivalent";
        }
    }

    /** It could not be found out. */
    record Unclear(String message) implements Verdict {
        public Unclear {
            requireNonNull(message, "message");
        }

        @Override
        public String word() {
            return "unclear";
        }
    }
}
