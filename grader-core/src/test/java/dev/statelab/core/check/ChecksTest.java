package dev.statelab.core.check;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.statelab.core.check.Checks.Found;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChecksTest {

    private static final String SERVICE = "META-INF/services/dev.statelab.core.check.Check";

    @TempDir
    private Path folder = Path.of("");

    /** Only the jar says that it is a check. */
    public static final class FromJar implements Check {

        @Override
        public String name() {
            return "from-jar";
        }

        @Override
        public Set<String> parameters() {
            return Set.of();
        }

        @Override
        public CheckResult run(CheckContext context) {
            return new CheckResult.Passed("");
        }
    }

    /** A check with a name that is taken. */
    public static final class Namesake implements Check {

        @Override
        public String name() {
            return "same-length";
        }

        @Override
        public Set<String> parameters() {
            return Set.of();
        }

        @Override
        public CheckResult run(CheckContext context) {
            return new CheckResult.Passed("");
        }
    }

    private Found besideATaskWith(String provider) throws IOException {
        Path jars = Files.createDirectory(folder.resolve(Checks.FOLDER));
        try (OutputStream file = Files.newOutputStream(jars.resolve("mine.jar"));
                ZipOutputStream jar = new ZipOutputStream(file)) {
            jar.putNextEntry(new ZipEntry(SERVICE));
            jar.write(provider.getBytes(UTF_8));
            String type = FromJar.class.getName().replace('.', '/') + ".class";
            jar.putNextEntry(new ZipEntry(type));
            try (InputStream code = Objects.requireNonNull(FromJar.class.getClassLoader()).getResourceAsStream(type)) {
                Objects.requireNonNull(code).transferTo(jar);
            }
        }
        return Checks.beside(folder.resolve("task.yaml"));
    }

    @Test
    void the_class_path_has_checks() {
        assertThat(Checks.onClassPath()).isInstanceOfSatisfying(Found.These.class,
                these -> assertThat(these.byName()).containsOnlyKeys("same-length", "stubborn"));
    }

    @Test
    void a_task_without_jars_has_those_of_the_class_path() {
        assertThat(Checks.beside(folder.resolve("task.yaml"))).isInstanceOfSatisfying(Found.These.class,
                these -> assertThat(these.byName()).containsOnlyKeys("same-length", "stubborn"));
    }

    @Test
    void a_jar_beside_the_task_brings_more() throws IOException {
        assertThat(besideATaskWith(FromJar.class.getName())).isInstanceOfSatisfying(Found.These.class,
                these -> assertThat(these.byName()).containsOnlyKeys("same-length", "stubborn", "from-jar"));
    }

    @Test
    void a_jar_that_promises_what_it_does_not_have_is_a_mistake() throws IOException {
        assertThat(besideATaskWith("no.such.Check")).isInstanceOfSatisfying(Found.Unusable.class,
                unusable -> assertThat(unusable.why()).contains("no.such.Check"));
    }

    @Test
    void two_checks_of_one_name_are_a_mistake() throws IOException {
        assertThat(besideATaskWith(Namesake.class.getName())).isInstanceOfSatisfying(Found.Unusable.class,
                unusable -> assertThat(unusable.why()).contains("have the name same-length"));
    }
}
