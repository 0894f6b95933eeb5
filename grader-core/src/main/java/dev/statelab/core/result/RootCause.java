package dev.statelab.core.result;

import static java.util.Objects.requireNonNull;

import dev.statelab.core.Limits;
import java.util.List;
import java.util.stream.Stream;

/**
 * Why something is not as a criterion expects it, from what was observed. Texts may come from the student's cluster: escape
 * them when rendering. Sizes are capped by {@link Limits}.
 *
 * @param id the fault and the object that has it, such as {@code image-absent Pod/kv-0}; the same for all that it cost
 * @param title the fault in one sentence, without a full stop
 * @param finding what had to be there, what was found, and what to try
 * @param log the last lines that the container in question has written, if they tell more
 * @param evidence what each of these statements rests on
 * @param consequences what follows from it, and needs no repair of its own
 */
public record RootCause(
        String id,
        String title,
        Finding finding,
        List<String> log,
        List<Evidence> evidence,
        List<String> consequences) {

    public RootCause {
        id = Limits.cut(id, Limits.TEXT);
        title = Limits.cut(title, Limits.TEXT);
        requireNonNull(finding, "finding");
        finding = new Finding(Limits.cut(finding.expected(), Limits.TEXT), Limits.cut(finding.found(), Limits.TEXT),
                Limits.cut(finding.hint(), Limits.TEXT));
        log = log.stream().skip(Math.max(0, log.size() - Limits.LOG_LINES))
                .map(line -> Limits.cut(line, Limits.LOG_LINE)).toList();
        evidence = evidence.stream().limit(Limits.EVIDENCE_PIECES).toList();
        consequences = consequences.stream().limit(Limits.CONSEQUENCES)
                .map(consequence -> Limits.cut(consequence, Limits.TEXT)).toList();
    }

    /** This cause with what another finding of the same has shown besides. */
    public RootCause and(RootCause same) {
        return new RootCause(id, title, finding, log.isEmpty() ? same.log : log, both(evidence, same.evidence),
                both(consequences, same.consequences));
    }

    private static <T> List<T> both(List<T> first, List<T> second) {
        return Stream.concat(first.stream(), second.stream()).distinct().toList();
    }
}
