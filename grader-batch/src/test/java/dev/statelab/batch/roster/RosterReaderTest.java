package dev.statelab.batch.roster;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.statelab.batch.roster.RosterReading.Complete;
import dev.statelab.batch.roster.RosterReading.Faulty;
import dev.statelab.batch.roster.Work.Live;
import dev.statelab.batch.roster.Work.Nothing;
import dev.statelab.batch.roster.Work.Submitted;
import dev.statelab.batch.roster.Work.Unclear;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RosterReaderTest {

    private static final String TITLES = "student_id,name,kubeconfig,context,namespace,submission\n";

    @TempDir
    private Path folder = Path.of("");

    private RosterReading reading(byte[] content, Map<Column, String> columns) throws IOException {
        return RosterReader.read(Files.write(folder.resolve("class.csv"), content), columns);
    }

    private Roster roster(String text) throws IOException {
        RosterReading reading = reading(text.getBytes(UTF_8), Map.of());
        assertThat(reading).isInstanceOf(Complete.class);
        return ((Complete) reading).roster();
    }

    private RosterMistake fault(byte[] content) throws IOException {
        RosterReading reading = reading(content, Map.of());
        assertThat(reading).isInstanceOf(Faulty.class);
        return ((Faulty) reading).mistake();
    }

    private RosterMistake fault(String text) throws IOException {
        return fault(text.getBytes(UTF_8));
    }

    private RosterMistake unclear(String row) throws IOException {
        Work work = roster(TITLES + row).students().getFirst().work();
        assertThat(work).isInstanceOf(Unclear.class);
        return ((Unclear) work).mistake();
    }

    @Test
    void a_row_says_who_it_is_and_where_the_work_is() throws IOException {
        Roster roster = roster(TITLES + "s1,Ann,ann.yaml,k3s,lab,\ns2,Bob,,,,work/bob\ns3,Eve,,,,\n");

        assertThat(roster.students()).extracting(Student::id).containsExactly("s1", "s2", "s3");
        assertThat(roster.students()).extracting(Student::work).containsExactly(
                new Live(folder.resolve("ann.yaml"), "k3s", "lab"),
                new Submitted(folder.resolve("work/bob"), ""), new Nothing());
    }

    @Test
    void only_the_id_has_to_be_there_and_other_columns_are_kept() throws IOException {
        Roster roster = roster("group,student_id\nA,s1\n");

        assertThat(roster.extraColumns()).containsExactly("group");
        assertThat(roster.students()).containsExactly(new Student(2, "s1", "", new Nothing(), Map.of("group", "A")));
    }

    @Test
    void titles_of_ones_own_can_be_named() throws IOException {
        RosterReading reading = reading("Matrikelnummer;Abgabe\n7;x.zip\n".getBytes(UTF_8),
                Map.of(Column.STUDENT_ID, "Matrikelnummer", Column.SUBMISSION, "Abgabe"));

        assertThat(((Complete) reading).roster().students().getFirst().work())
                .isEqualTo(new Submitted(folder.resolve("x.zip"), ""));
    }

    @Test
    void what_is_in_quotes_does_not_tell_how_cells_are_separated() throws IOException {
        RosterReading reading = reading("student_id,\"Lab 2; part A; late; or not\"\ns1,7\n".getBytes(UTF_8), Map.of());

        assertThat(((Complete) reading).roster().students().getFirst().id()).isEqualTo("s1");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Student,ID,SIS User ID,SIS Login ID,Section,Lab 2 (77)\\n    Points Possible,,,,,100\\n"Doe, Jane",1,u1,jdoe,A, | jdoe | Doe, Jane
            Identifier,Full name,Email address,Status,Grade\\nParticipant 42,Jane Doe,j@x.org,,            | Participant 42 | Jane Doe
            First name,Last name,ID number,Email address\\nJane,Doe,42,j@x.org                           | 42 | Doe
            identifier,github_username,github_id,name\\njdoe@x.org,jd,77,Jane                            | jdoe@x.org | Jane
            """)
    void exports_of_other_programs_are_recognised(String text, String id, String name) throws IOException {
        Roster roster = roster(text.replace("\\n", "\n"));

        assertThat(roster.students()).hasSize(1);
        assertThat(roster.students().getFirst().id()).isEqualTo(id);
        assertThat(roster.students().getFirst().name()).isEqualTo(name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "UTF-16LE", "UTF-16BE"})
    void a_byte_order_mark_is_no_part_of_the_first_title(String charset) throws IOException {
        RosterReading reading = reading("\ufeffstudent_id,name\ns1,Łucja\n".getBytes(Charset.forName(charset)),
                Map.of());

        assertThat(((Complete) reading).roster().students().getFirst().name()).isEqualTo("Łucja");
    }

    @Test
    void utf_16_is_recognised_without_a_byte_order_mark() throws IOException {
        assertThat(reading("student_id\ns1\n".getBytes(UTF_16LE), Map.of())).isInstanceOf(Complete.class);
        assertThat(reading("student_id\ns1\n".getBytes(UTF_16BE), Map.of())).isInstanceOf(Complete.class);
    }

    @Test
    void another_encoding_is_refused_with_its_row_and_byte() throws IOException {
        RosterMistake mistake = fault("student_id,name\ns1,Ann\ns2,Jürgen\n".getBytes(ISO_8859_1));

        assertThat(mistake.row()).isEqualTo(3);
        assertThat(mistake.expected()).contains("UTF-8");
        assertThat(mistake.found()).contains("0xFC");
    }

    @Test
    void names_in_any_script_are_kept_as_they_are() throws IOException {
        assertThat(roster(TITLES + "学-1,山田太郎,,,,\n7,محمد,,,,\nx,=cmd|' /C calc'!A0,,,,\n").students())
                .extracting(Student::name).containsExactly("山田太郎", "محمد", "=cmd|' /C calc'!A0");
    }

    @Test
    void a_missing_id_column_is_told_with_the_columns_that_are_there() throws IOException {
        RosterMistake mistake = fault("nom,prenom\nx,y\n");

        assertThat(mistake.row()).isEqualTo(1);
        assertThat(mistake.expected()).contains("student_id");
        assertThat(mistake.found()).isEqualTo("nom, prenom");
    }

    @Test
    void a_title_that_was_named_has_to_be_there() throws IOException {
        RosterReading reading = reading("student_id\ns1\n".getBytes(UTF_8), Map.of(Column.SUBMISSION, "Abgabe"));

        assertThat(((Faulty) reading).mistake().expected()).contains("\"Abgabe\"").contains("submission");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n\n"})
    void an_empty_file_is_told(String text) throws IOException {
        assertThat(fault(text).found()).isEqualTo("an empty file");
    }

    @Test
    void a_quote_that_is_not_closed_is_told() throws IOException {
        assertThat(fault(TITLES + "s1,\"Ann,,,,\ns2,Bob,,,,\n").expected()).isEqualTo("CSV");
    }

    @Test
    void a_student_who_is_there_twice_is_not_graded_by_either_row() throws IOException {
        Roster roster = roster(TITLES + "s1,Ann,,,,a\ns2,Bob,,,,b\ns1,Ann,,,,c\n");

        assertThat(roster.students()).extracting(Student::id).containsExactly("s1", "s2");
        assertThat(roster.students().getFirst().work()).isInstanceOfSatisfying(Unclear.class, unclear -> {
            assertThat(unclear.mistake().row()).isEqualTo(4);
            assertThat(unclear.mistake().column()).isEqualTo("student_id");
            assertThat(unclear.mistake().found()).contains("row 2");
        });
    }

    @Test
    void a_row_without_an_id_is_nobodys() throws IOException {
        Roster roster = roster(TITLES + ",Ann,,,,a\ns2,Bob,,,,b\n");

        assertThat(roster.students()).extracting(Student::id).containsExactly("s2");
        assertThat(roster.mistakes()).singleElement().satisfies(mistake -> {
            assertThat(mistake.row()).isEqualTo(2);
            assertThat(mistake.column()).isEqualTo("student_id");
        });
    }

    @Test
    void rows_are_counted_as_the_lines_of_the_file() throws IOException {
        Roster roster = roster("student_id,note\r\ns1,\"two\r\nlines\"\r\n\r\ns2,x\r\ns3,\r\n");

        assertThat(roster.students()).extracting(Student::row).containsExactly(2, 5, 6);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            s1,Ann,ann.yaml,,,files   | submission
            s1,Ann,,k3s,,             | kubeconfig
            s1,Ann,,,No_Name,files    | namespace
            s1,Ann,,,,x\0y            | submission
            """)
    void what_cannot_be_graded_by_is_told_with_its_column(String row, String column) throws IOException {
        RosterMistake mistake = unclear(row + "\n");

        assertThat(mistake.row()).isEqualTo(2);
        assertThat(mistake.column()).isEqualTo(column);
    }

    @Test
    void a_row_with_more_cells_than_titles_is_told() throws IOException {
        assertThat(unclear("s1,Doe, Jane,,,,,files\n").found()).contains("8");
    }

    @Test
    void a_row_may_end_early() throws IOException {
        assertThat(roster(TITLES + "s1,Ann\n").students().getFirst().work()).isEqualTo(new Nothing());
    }

    @Test
    void a_mistake_shows_nothing_that_a_terminal_acts_on() throws IOException {
        assertThat(roster("student_id\n\"a\u001b[31m\"\n").mistakes()).singleElement()
                .satisfies(mistake -> assertThat(mistake.toString()).contains("\\u001b").doesNotContain("\u001b"));
    }

    @Test
    void ten_thousand_rows_are_read() throws IOException {
        String rows = IntStream.range(0, 10_000).mapToObj(i -> "s" + i + ",N" + i + ",,,,sub/" + i + "\n")
                .collect(Collectors.joining());

        assertThat(roster(TITLES + rows).students()).hasSize(10_000).last()
                .satisfies(student -> assertThat(student.row()).isEqualTo(10_001));
    }

    @Test
    void a_folder_or_nothing_in_place_of_a_file_is_told() {
        assertThat(RosterReader.read(folder, Map.of())).isInstanceOf(Faulty.class);
        assertThat(RosterReader.read(folder.resolve("none"), Map.of())).isInstanceOf(Faulty.class);
    }
}
