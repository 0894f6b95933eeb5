package dev.statelab.cli.verify;

import dev.statelab.cli.ExitCode;
import dev.statelab.cli.GraderException;
import dev.statelab.cli.TaskFolder;
import dev.statelab.cli.Text;
import dev.statelab.core.mutation.Equivalents;
import dev.statelab.core.mutation.Equivalents.Declared;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Which mutants of a task may make no difference, as its author declares. */
record Declarations(Equivalents equivalents) {

    /**
     * Reads the file beside the task.
     *
     * @param mutants the texts of all that can be declared
     * @throws GraderException naming everything that is wrong with it
     */
    static Declarations read(TaskFolder tasks, String task, Set<String> mutants) {
        return switch (Equivalents.read(tasks.taskFile(task).resolveSibling("mutation.yaml"), task, mutants)) {
            case Equivalents.Reading.Read(Equivalents equivalents) -> new Declarations(equivalents);
            case Equivalents.Reading.Faulty(var mistakes) -> throw new GraderException(ExitCode.USAGE, String.join("\n",
                    mistakes.stream().map(mistake -> Text.line(mistake.toString())).toList()));
        };
    }

    /** For a mutant that makes no difference. */
    Verdict noDifference(String mutant) {
        return declared(mutant).<Verdict>map(declared -> new Verdict.Equivalent(declared.reason()))
                .orElseGet(Verdict.Survived::new);
    }

    boolean contain(String mutant) {
        return declared(mutant).isPresent();
    }

    /** Whether nothing was found out, or something else than is declared. */
    boolean isSurprising(Judged judged) {
        return judged.verdict() instanceof Verdict.Unclear || isOutdated(judged);
    }

    /** What is wrong with the declarations that are not true. */
    List<String> outdated(List<Judged> judged) {
        return judged.stream().filter(this::isOutdated)
                .flatMap(each -> declared(each.mutant()).stream().map(declared -> declared.outdated(each.mutant())))
                .map(Object::toString).toList();
    }

    private boolean isOutdated(Judged judged) {
        return declared(judged.mutant()).isPresent() && switch (judged.verdict()) {
            case Verdict.Killed _,Verdict.Refused _,Verdict.Noticed _ -> true;
            case Verdict.Survived _,Verdict.Equivalent _,Verdict.Unclear _ -> false;
        };
    }

    private Optional<Declared> declared(String mutant) {
        return Optional.ofNullable(equivalents.declared().get(mutant));
    }
}
