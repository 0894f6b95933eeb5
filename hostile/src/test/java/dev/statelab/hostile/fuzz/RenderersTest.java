package dev.statelab.hostile.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.statelab.core.Limits;
import dev.statelab.core.cluster.ClusterIdentity;
import dev.statelab.core.report.ClusterJson;
import dev.statelab.core.report.JsonReport;
import dev.statelab.core.report.Printable;
import dev.statelab.core.result.Evaluation;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever texts a report is made of, it shows them and does nothing else. */
class RenderersTest {

    @Provide
    Arbitrary<List<String>> texts() {
        return HostileText.texts().list().ofMinSize(1).ofMaxSize(6);
    }

    @Provide
    Arbitrary<String> text() {
        return HostileText.texts();
    }

    @Property(tries = 150, seed = "42")
    void every_report_of_an_evaluation_is_inert(@ForAll @From("texts") List<String> texts) {
        Reports.check(new Texts(texts));
    }

    @Property(tries = 50, seed = "42")
    void every_report_of_a_class_is_inert(@ForAll @From("texts") List<String> texts) {
        ClassReports.check(new Texts(texts));
    }

    @Property(tries = 150, seed = "42")
    void every_report_of_a_check_is_inert(@ForAll @From("texts") List<String> texts) {
        CheckReports.check(new Texts(texts));
    }

    @Property(tries = 100, seed = "42")
    void every_file_of_another_program_is_inert(@ForAll @From("texts") List<String> texts) {
        Exports.check(new Texts(texts));
    }

    @Property(tries = 500, seed = "42")
    void what_is_printable_once_stays_as_it_is(@ForAll @From("text") String text) {
        String printable = Printable.of(text);

        Inert.assertTerminal(printable);
        assertThat(Printable.of(printable)).isEqualTo(printable);
        assertThat(Printable.ascii(text).chars()).allMatch(c -> c >= ' ' && c < 0x7f);
    }

    @Property(tries = 500, seed = "42")
    void what_is_cut_is_a_beginning_and_never_half_a_character(@ForAll @From("text") String text) {
        String cut = Limits.cut(text, 10);

        assertThat(text.length() <= 10 ? cut : cut.substring(0, cut.indexOf("… ("))).satisfies(
                kept -> assertThat(text).startsWith(kept));
        if (text.length() > 10 && Character.isLowSurrogate(text.charAt(10))) {
            assertThat(cut.indexOf("… (")).isIn(9, 10);
        }
    }

    @Property(tries = 200, seed = "42")
    void the_cluster_is_read_again_as_it_was_written(@ForAll @From("text") String uid, @ForAll @From("text") String of)
            throws Exception {
        Evaluation plain = Reports.evaluation(new Texts(List.of()));
        ClusterIdentity cluster = new ClusterIdentity(uid, of, "", "v1");
        Evaluation evaluation = new Evaluation(plain.id(), plain.task(), plain.namespace(), plain.startedAt(), cluster,
                plain.parameters(), plain.criteria(), plain.rootCauses(), plain.noticed(), List.of(), plain.timing());

        assertThat(ClusterJson.read(new ObjectMapper().readTree(JsonReport.render(evaluation)))).isEqualTo(cluster);
    }
}
