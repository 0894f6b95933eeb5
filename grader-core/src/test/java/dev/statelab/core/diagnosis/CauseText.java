package dev.statelab.core.diagnosis;

import dev.statelab.core.result.Evidence;
import dev.statelab.core.result.RootCause;
import java.util.StringJoiner;

/** A root cause with all that it rests on, for golden files. */
final class CauseText {

    private CauseText() {}

    static String of(RootCause cause) {
        StringJoiner text = new StringJoiner("\n", "", "\n");
        text.add(cause.title());
        text.add("expected  " + cause.finding().expected());
        text.add("found     " + cause.finding().found());
        cause.log().forEach(line -> text.add("log       " + line));
        text.add("try       " + cause.finding().hint());
        cause.consequences().forEach(consequence -> text.add("so        " + consequence));
        text.add("");
        text.add("id        " + cause.id());
        cause.evidence().forEach(evidence -> text.add("evidence  " + evidence(evidence)));
        return text.toString();
    }

    private static String evidence(Evidence evidence) {
        return switch (evidence) {
            case Evidence.SeenObject object -> object.kind() + " " + object.name() + ": " + object.shown();
            case Evidence.Happened event -> "event about " + event.about() + ": " + event.reason() + ": "
                    + event.message();
            case Evidence.Exchange exchange -> exchange.request().method() + " " + exchange.request().path() + ": "
                    + exchange.status();
            case Evidence.NoAnswer silence -> silence.request().path() + ": " + silence.reason();
            case Evidence.Ran ran -> String.join(" ", ran.command().words()) + ": " + ran.stdout();
            case Evidence.DidNotRun not -> String.join(" ", not.command().words()) + ": " + not.reason();
            case Evidence.SeenFile file -> file.path() + ": " + file.attributes();
        };
    }
}
