package dev.statelab.core.report;

import static java.util.stream.Collectors.joining;

import dev.statelab.core.offline.Forecast;
import dev.statelab.core.offline.OfflineCheck;
import dev.statelab.core.offline.OfflineCheck.Judged;
import dev.statelab.core.offline.Prediction;
import dev.statelab.core.offline.Remark;
import dev.statelab.core.offline.Spot;
import dev.statelab.core.result.Finding;
import dev.statelab.core.result.ParameterResult;
import dev.statelab.core.task.Criterion;
import java.util.List;

/**
 * An offline check for people at a terminal: first what the API server would refuse, then every criterion that the
 * manifests decide, at the end what only a running cluster tells. Where some cannot be read, what may depend on it is named and
 * no more.
 */
public final class CheckText {

    private static final int LABELS = 10;
    private static final int NARROW = 60;

    private final OfflineCheck check;
    private final TextOptions options;
    private final Page page;
    private final int indent;

    private CheckText(OfflineCheck check, TextOptions options) {
        this.check = check;
        this.options = options;
        this.page = new Page(options);
        this.indent = options.width() < NARROW ? 0 : 2;
    }

    /** The report, each line ended by a line feed. A pure function. */
    public static String render(OfflineCheck check, TextOptions options) {
        return new CheckText(check, options).render();
    }

    private String render() {
        page.text(0, check.task().name() + " · " + check.task().title(), Style.BOLD);
        page.text(0, count(check.objects(), "object") + " for the namespace " + check.namespace()
                + ", checked without a cluster", Style.DIM);
        page.blank();
        check.remarks().forEach(this::remark);
        ParameterLines.print(known(), page, indent);
        check.criteria().forEach(this::judged);
        List<Judged> unread = open(Prediction.Unread.class);
        List<Judged> open = open(Prediction.Open.class);
        int undecided = unread.size() + open.size();
        if (undecided > 0 && (undecided < check.criteria().size() || known().isEmpty())) {
            page.blank();
        }
        if (!unread.isEmpty()) {
            page.text(indent, "Open until everything can be read: " + unread.stream()
                    .map(judged -> title(judged.forecast().criterion())).collect(joining(", ")), Style.PLAIN);
        }
        if (!unread.isEmpty() && !open.isEmpty()) {
            page.blank();
        }
        if (!open.isEmpty()) {
            page.text(indent, "Only a running cluster tells:", Style.PLAIN);
            open.forEach(this::open);
        }
        page.blank();
        summary(undecided);
        return page.text();
    }

    /** What was not found may be in what cannot be read. */
    private List<ParameterResult> known() {
        return check.parameters().stream()
                .filter(parameter -> check.isReadable() || !(parameter.choice() instanceof ParameterResult.Absent))
                .toList();
    }

    private List<Judged> open(Class<? extends Prediction> how) {
        return check.criteria().stream().filter(judged -> how.isInstance(judged.forecast().prediction())).toList();
    }

    private void remark(Remark remark) {
        switch (remark.severity()) {
            case UNREADABLE, ERROR -> line("✗", "x", Style.RED, remark.place().toString());
            case NOTE -> line("–", "-", Style.DIM, remark.place().toString());
        }
        page.text(indent + 2, remark.message(), Style.PLAIN);
    }

    private void judged(Judged judged) {
        Criterion criterion = judged.forecast().criterion();
        switch (judged.forecast().prediction()) {
            case Prediction.Holds _ -> line("✓", "+", Style.GREEN, title(criterion));
            case Prediction.Fails(Finding finding, _) -> {
                line("✗", "x", Style.RED, title(criterion));
                fails(judged, finding);
            }
            case Prediction.Blocked _,Prediction.Open _,Prediction.Unread _ -> {
                // One stands under what blocks it, the others at the end.
            }
        }
    }

    private void fails(Judged judged, Finding finding) {
        judged.spots().stream().limit(1).forEach(spot -> detail("where", spot.toString()));
        detail("expected", finding.expected());
        detail("found", finding.found());
        if (!finding.hint().isEmpty()) {
            detail("try", finding.hint());
        }
        judged.spots().stream().skip(1).limit(1).forEach((Spot spot) -> detail("see also", spot.toString()));
        String id = judged.forecast().criterion().id();
        check.criteria().stream().map(Judged::forecast)
                .filter(other -> other.prediction() instanceof Prediction.Blocked(String by) && by.equals(id))
                .map(Forecast::criterion)
                .forEach(blocked -> page.item(indent + 2, options.unicode() ? "–" : "-", Style.DIM,
                        title(blocked) + " (blocked)", Style.DIM));
    }

    private static String title(Criterion criterion) {
        return criterion.title() + switch (criterion.credit()) {
            case REGULAR -> "";
            case BONUS -> " (bonus)";
            case HIDDEN -> " (hidden)";
        };
    }

    private void open(Judged judged) {
        line("?", "?", Style.YELLOW, title(judged.forecast().criterion()));
        if (judged.forecast().prediction() instanceof Prediction.Open(List<String> needs)) {
            needs.stream().limit(1).forEach(need -> detail("needs", need));
            needs.stream().skip(1).forEach(need -> detail("", need));
        }
    }

    private void summary(int open) {
        long holds = check.criteria().stream()
                .filter(judged -> judged.forecast().prediction() instanceof Prediction.Holds)
                .count();
        long wrong = check.criteria().size() - open - holds;
        page.text(indent, check.criteria().size() + " criteria: " + holds + " met, " + wrong + " not met, " + open
                + " open", check.isClean() ? Style.GREEN : Style.RED);
    }

    private void line(String unicode, String ascii, Style style, String text) {
        page.item(indent, options.unicode() ? unicode : ascii, style, text, Style.PLAIN);
    }

    private void detail(String label, String text) {
        page.labelled(indent + 2, label, LABELS, text, Style.PLAIN);
    }

    private static String count(int number, String what) {
        return number + " " + what + (number == 1 ? "" : "s");
    }
}
