package dev.statelab.lab.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.statelab.lab.kubectl.Kubectl;
import dev.statelab.lab.kubectl.Kubectl.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;

/** {@code kubectl cp}, which runs {@code tar} in the container. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KubectlCopyTest {

    @RegisterExtension
    private final KubectlPods lab = KubectlPods.withShells("box");

    private Kubectl kubectl() {
        return lab.kubectl();
    }

    @Test
    void a_file_comes_back_as_it_was() throws IOException {
        byte[] content = new byte[2_000_000];
        new Random(7).nextBytes(content);
        Files.write(lab.folder().resolve("sent"), content);

        kubectl().line("cp sent box:/tmp/there").success();
        kubectl().line("cp box:/tmp/there received").success();

        assertThat(kubectl().line("exec box -- wc -c /tmp/there").success()).isEqualTo("2000000 /tmp/there\n");
        assertThat(lab.folder().resolve("received")).hasSameBinaryContentAs(lab.folder().resolve("sent"));
    }

    @Test
    void folders_keep_what_is_in_them() throws IOException {
        Files.createDirectories(lab.folder().resolve("tree/deep"));
        Files.writeString(lab.folder().resolve("tree/deep/file"), "deep");
        Files.writeString(lab.folder().resolve("tree/a file"), "blank");

        kubectl().line("cp tree box:/srv").success();
        kubectl().line("cp box:/srv back").success();

        assertThat(kubectl().line("exec box -- find /srv -type f").success()).contains("/srv/deep/file\n");
        assertThat(lab.folder().resolve("back/deep/file")).hasContent("deep");
        assertThat(lab.folder().resolve("back/a file")).hasContent("blank");
    }

    @Test
    void a_file_that_is_not_there_is_said_so() {
        Answer answer = kubectl().line("exec box -- tar cf - /nosuch");

        assertThat(answer.exitCode()).isEqualTo(1);
        assertThat(answer.err()).contains("nosuch: No such file or directory");
    }

    @Test
    void tar_packs_lists_and_unpacks() {
        assertThat(kubectl().run("exec", "box", "--", "sh", "-c", """
                mkdir -p /w/in && cd /w && echo one > in/one && chmod 640 in/one && ln -s one in/link
                tar czf all.tgz in && mkdir out && tar -xzf all.tgz -C out && tar tzf all.tgz
                cat out/in/link && stat -c %a out/in/one""").success())
                .isEqualTo("in/\nin/link\nin/one\none\n640\n");
    }
}
