package dev.statelab.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ClassPathTest {

    @Test
    void a_class_of_a_library_is_in_its_jar() {
        assertThat(ClassPath.having(Test.class).getFileName()).asString().startsWith("junit-jupiter-api-")
                .endsWith(".jar");
    }

    @Test
    void a_class_that_was_compiled_now_is_in_a_folder() {
        Path folder = ClassPath.having(ClassPathTest.class);

        assertThat(folder.resolve("dev/statelab/core/ClassPathTest.class")).isRegularFile();
    }

    @Test
    void a_file_is_where_it_is_found_first() {
        assertThat(ClassPath.having("org/junit/jupiter/api/Test.class")).contains(ClassPath.having(Test.class));
        assertThat(ClassPath.having("no/such/file")).isEmpty();
    }
}
