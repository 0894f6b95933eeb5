package dev.statelab.batch.report;

import dev.statelab.batch.result.ClassResults;
import dev.statelab.batch.result.ClassResults.Entry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What came of putting scores into another program's file. */
public sealed interface ForeignSheet {

    /**
     * The file with the scores.
     *
     * @param missing ids of students who have a score and are not in the file
     */
    record Filled(String text, List<String> missing) implements ForeignSheet {
        public Filled {
            missing = List.copyOf(missing);
        }
    }

    /** It is not that program's file. */
    record Unfit(String message) implements ForeignSheet {}

    /** Finds students by their ids, and remembers who was found. */
    final class Students {
        private final Map<String, Entry> byId = new HashMap<>();

        Students(ClassResults results) {
            results.entries().forEach(entry -> byId.put(entry.id(), entry));
        }

        /** The student whose id is one of these; the first one that is there counts. */
        Optional<Entry> find(List<String> ids) {
            return ids.stream().filter(id -> !id.isEmpty()).flatMap(id -> Optional.ofNullable(byId.get(id)).stream())
                    .findFirst();
        }

        /** Those with a score whom nobody asked for. */
        static List<String> missing(ClassResults results, List<Entry> found) {
            List<String> missing = new ArrayList<>();
            for (Entry entry : results.entries()) {
                if (entry.result().score().isPresent() && !found.contains(entry)) {
                    missing.add(entry.id());
                }
            }
            return missing;
        }
    }
}
