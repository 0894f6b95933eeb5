package dev.statelab.core.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.statelab.core.GoldenFile;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.w3c.dom.Document;

class JUnitReportTest {

    @ParameterizedTest
    @EnumSource
    void it_reads_as_in_the_golden_file(Evaluations evaluation) {
        GoldenFile.assertMatches(evaluation.file() + ".xml", JUnitReport.render(evaluation.evaluation()));
    }

    @ParameterizedTest
    @EnumSource
    void it_is_valid_xml_with_a_test_case_for_each_criterion(Evaluations evaluation) throws Exception {
        byte[] xml = JUnitReport.render(evaluation.evaluation()).getBytes(StandardCharsets.UTF_8);

        Document document = DocumentBuilderFactory.newInstance().newDocumentBuilder()
                .parse(new ByteArrayInputStream(xml));

        assertThat(document.getElementsByTagName("testcase").getLength())
                .isEqualTo(evaluation.evaluation().criteria().size());
    }
}
