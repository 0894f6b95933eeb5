package dev.statelab.core.report;

import static java.util.stream.Collectors.joining;

import dev.statelab.core.Limits;
import dev.statelab.core.cluster.Cause;
import dev.statelab.core.result.ParameterResult;
import dev.statelab.core.result.ParameterResult.Absent;
import dev.statelab.core.result.ParameterResult.Ambiguous;
import dev.statelab.core.result.ParameterResult.Found;
import dev.statelab.core.result.ParameterResult.Misnamed;
import dev.statelab.core.result.ParameterResult.Named;
import dev.statelab.core.result.ParameterResult.Unclear;
import java.util.List;

/** Tells people what the parameters of a task stood for, and why. */
final class ParameterLines {

    private ParameterLines() {}

    /** Nothing for a task without parameters; otherwise a line for each, and an empty one at the end. */
    static void print(List<ParameterResult> parameters, Page page, int indent) {
        int labels = parameters.stream().mapToInt(parameter -> parameter.id().length()).max().orElse(0) + 2;
        for (ParameterResult parameter : parameters) {
            page.labelled(indent, parameter.id(), labels, text(parameter), style(parameter));
        }
        if (!parameters.isEmpty()) {
            page.blank();
        }
    }

    private static Style style(ParameterResult parameter) {
        return switch (parameter.choice()) {
            case Found _,Named _ -> Style.PLAIN;
            case Ambiguous _,Misnamed _,Unclear _ -> Style.YELLOW;
            case Absent _ when parameter.optional() -> Style.PLAIN;
            case Absent _ -> Style.RED;
        };
    }

    private static String text(ParameterResult parameter) {
        return switch (parameter.choice()) {
            case Found(String value, String because) -> value + ": " + because;
            case Named(String value) -> value + ": named by you";
            case Absent(String what) when parameter.optional() ->
                "not known, which costs nothing: " + what + "; say what it is " + by(parameter);
            case Absent(String what) -> "nothing that could be " + parameter.title() + ": " + what;
            case Unclear(Cause cause) -> "not known: " + cause.message();
            case Misnamed(String value, List<String> candidates) ->
                value + " cannot be " + parameter.title() + "; name " + names(candidates);
            case Ambiguous(List<String> candidates) -> candidates.size() + " could be " + parameter.title()
                    + "; name " + names(candidates) + " " + by(parameter);
        };
    }

    private static String by(ParameterResult parameter) {
        return "by --param " + parameter.id() + "=..., or in submission.yaml";
    }

    private static String names(List<String> candidates) {
        return candidates.stream().limit(Limits.CANDIDATES).collect(joining(" or "))
                + (candidates.size() > Limits.CANDIDATES ? " or another" : "");
    }
}
