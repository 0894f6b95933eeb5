package dev.statelab.kube.apply;

import static java.util.Objects.requireNonNull;

import dev.statelab.core.cluster.Cause;
import dev.statelab.kube.apply.ApplyOutcome.Applied;
import dev.statelab.kube.apply.ApplyOutcome.NotSent;
import dev.statelab.kube.apply.ApplyOutcome.Refused;
import dev.statelab.kube.apply.ApplyOutcome.Unknown;
import java.util.List;

/**
 * What became of each manifest, in the order in which they were applied.
 *
 * @param entries one for each manifest
 */
public record ApplyReport(List<Entry> entries) {

    public ApplyReport {
        entries = List.copyOf(entries);
    }

    /** One manifest, and the namespace that it was meant for; empty for what lives in none. */
    public record Entry(Manifest manifest, String namespace, ApplyOutcome outcome) {
        public Entry {
            requireNonNull(manifest, "manifest");
            requireNonNull(namespace, "namespace");
            requireNonNull(outcome, "outcome");
        }

        /** One line for people, with file and line where something is wrong. */
        @Override
        public String toString() {
            String what = manifest + (namespace.isEmpty() ? "" : " in the namespace " + namespace);
            return switch (outcome) {
                case Applied(boolean created) -> what + (created ? " created" : " applied");
                case Refused(int line, String reason) -> manifest.place(line) + ": " + what + " refused: " + reason;
                case Unknown(Cause cause) -> manifest.place(manifest.line()) + ": " + what + ": " + cause.message();
                case NotSent() -> manifest.place(manifest.line()) + ": " + what + " not sent";
            };
        }
    }

    public boolean isComplete() {
        return entries.stream().allMatch(entry -> entry.outcome() instanceof Applied);
    }
}
