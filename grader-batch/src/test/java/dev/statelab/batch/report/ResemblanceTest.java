package dev.statelab.batch.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.statelab.batch.report.Resemblance.Pair;
import dev.statelab.batch.submission.Writing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResemblanceTest {

    private final Map<String, Writing> writings = new LinkedHashMap<>();

    private void wrote(String id, List<String> lines) {
        writings.put(id, new Writing(lines));
    }

    private static List<String> own(String name) {
        return IntStream.range(0, 40).mapToObj(line -> name + ": " + line).toList();
    }

    private static List<String> changed(List<String> lines, int line) {
        List<String> changed = new ArrayList<>(lines);
        changed.set(line, "something else");
        return changed;
    }

    @Test
    void who_wrote_the_same_is_in_one_group() {
        wrote("ann", own("ann"));
        wrote("bob", own("bob"));
        wrote("eve", own("ann"));

        assertThat(new Resemblance(writings).identical()).containsExactly(List.of("ann", "eve"));
        assertThat(new Resemblance(writings).nearlyIdentical()).isEmpty();
    }

    @Test
    void who_changed_a_line_wrote_nearly_the_same() {
        wrote("ann", own("ann"));
        wrote("eve", changed(own("ann"), 20));

        assertThat(new Resemblance(writings).identical()).isEmpty();
        assertThat(new Resemblance(writings).nearlyIdentical()).containsExactly(new Pair("ann", "eve", 85));
    }

    @Test
    void what_much_of_the_class_wrote_says_nothing() {
        for (int student = 0; student < 20; student++) {
            wrote("s" + student, changed(own("handout"), student * 2));
        }

        assertThat(new Resemblance(writings).nearlyIdentical()).isEmpty();
    }

    @Test
    void comments_and_the_order_of_files_count_but_not_empty_lines(@TempDir Path folder) throws IOException {
        Path one = Files.writeString(folder.resolve("a.yaml"), "a: 1 # mine  \n\n\nb: 2\n");
        Path other = Files.writeString(folder.resolve("b.yaml"), "a: 1 # mine\nb: 2\n");

        assertThat(Writing.of(one)).isEqualTo(Writing.of(other)).hasValueSatisfying(
                writing -> assertThat(writing.lines()).containsExactly("a: 1 # mine", "b: 2"));
        assertThat(Writing.of(folder.resolve("nowhere"))).isEmpty();
    }
}
