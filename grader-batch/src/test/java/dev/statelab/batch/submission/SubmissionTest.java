package dev.statelab.batch.submission;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.statelab.batch.Results;
import dev.statelab.batch.submission.Submission.Empty;
import dev.statelab.batch.submission.Submission.Refused;
import dev.statelab.batch.submission.Submission.ToDeploy;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SubmissionTest {

    private static final String SERVICE = "{apiVersion: v1, kind: Service, metadata: {name: web}}\n";
    private static final SubmissionLimits SMALL = new SubmissionLimits(1 << 20, 20, 4L << 20, 4, 100, 5, 10);

    @TempDir
    private Path folder = Path.of("");

    private static Submission open(Path path) {
        return Submission.open(path, Results.RUBRIC.task(), "default", SMALL);
    }

    private static String refusal(Submission submission) {
        assertThat(submission).isInstanceOf(Refused.class);
        return String.join("\n", ((Refused) submission).problems());
    }

    private Path zip(Entry... entries) throws IOException {
        Path file = folder.resolve("work.zip");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            for (Entry entry : entries) {
                zip.putNextEntry(new ZipEntry(entry.name()));
                zip.write(entry.content().getBytes(ISO_8859_1));
                zip.closeEntry();
            }
        }
        return file;
    }

    private record Entry(String name, String content) {
        private static Entry of(String name, String text) {
            return new Entry(name, text);
        }

        private static Entry zeros(String name, int count) {
            return new Entry(name, "\0".repeat(count));
        }
    }

    private Path tar(TarArchiveEntry... entries) throws IOException {
        Path file = folder.resolve("work.tgz");
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(
                new GZIPOutputStream(Files.newOutputStream(file)))) {
            for (TarArchiveEntry entry : entries) {
                if (entry.isFile()) {
                    entry.setSize(SERVICE.length());
                }
                tar.putArchiveEntry(entry);
                if (entry.isFile()) {
                    tar.write(SERVICE.getBytes(UTF_8));
                }
                tar.closeArchiveEntry();
            }
        }
        return file;
    }

    @Test
    void a_manifest_a_folder_and_an_archive_can_be_handed_in() throws IOException {
        Path file = Files.writeString(folder.resolve("web.yaml"), SERVICE);
        Path inFolder = Files.createDirectory(folder.resolve("work"));
        Files.writeString(inFolder.resolve("web.yaml"), SERVICE);

        assertThat(open(file)).isInstanceOf(ToDeploy.class);
        assertThat(open(inFolder)).isInstanceOf(ToDeploy.class);
        assertThat(open(zip(Entry.of("web.yaml", SERVICE)))).isInstanceOf(ToDeploy.class);
        assertThat(open(tar(new TarArchiveEntry("web.yaml")))).isInstanceOf(ToDeploy.class);
    }

    @Test
    void a_folder_around_everything_counts_as_what_is_in_it() throws IOException {
        assertThat(
                open(zip(Entry.of("lab-2-main/k8s/web.yaml", SERVICE), Entry.of("__MACOSX/lab-2-main/._web.yaml", "x"),
                        Entry.of(".DS_Store", "x"))))
                .isInstanceOf(ToDeploy.class);
    }

    @Test
    void without_a_file_nothing_was_handed_in() throws IOException {
        Path _ = Files.createDirectories(folder.resolve("work/empty"));

        assertThat(open(folder.resolve("work"))).isEqualTo(new Empty());
        assertThat(open(zip(Entry.of("__MACOSX/._x", "x")))).isEqualTo(new Empty());
    }

    @Test
    void what_is_not_there_is_told() {
        assertThat(refusal(open(folder.resolve("none")))).contains("none").contains("nothing there");
    }

    @Test
    void a_mistake_in_an_archive_is_told_with_the_archives_name() throws IOException {
        assertThat(refusal(open(zip(Entry.of("web.yaml", "a: ["), Entry.of("x.yaml", SERVICE)))))
                .contains("work.zip/web.yaml:").doesNotContain("submission");
    }

    @ParameterizedTest
    @ValueSource(strings = {"../out.yaml", "a/../../out.yaml", "/out.yaml", "..\\out.yaml", "C:\\out.yaml",
        "a/../b.yaml"})
    void an_entry_that_leads_out_of_the_archive_is_refused(String name) throws IOException {
        assertThat(refusal(open(zip(Entry.of("web.yaml", SERVICE), Entry.of(name, SERVICE))))).contains("leads out");
        assertThat(folder.resolveSibling("out.yaml")).doesNotExist();
    }

    @Test
    void an_entry_of_a_tar_that_leads_out_of_it_is_refused() throws IOException {
        assertThat(refusal(open(tar(new TarArchiveEntry("../out.yaml", true))))).contains("leads out");
    }

    @Test
    void links_in_archives_are_not_followed() throws IOException {
        Path file = folder.resolve("work.zip");
        try (ZipArchiveOutputStream zip = new ZipArchiveOutputStream(file.toFile())) {
            ZipArchiveEntry link = new ZipArchiveEntry("web.yaml");
            link.setUnixMode(0120777);
            zip.putArchiveEntry(link);
            zip.write("/etc/passwd".getBytes(UTF_8));
            zip.closeArchiveEntry();
        }
        TarArchiveEntry symbolic = new TarArchiveEntry("web.yaml", TarConstants.LF_SYMLINK);
        symbolic.setLinkName("/etc/passwd");
        TarArchiveEntry hard = new TarArchiveEntry("web.yaml", TarConstants.LF_LINK);
        hard.setLinkName("/etc/passwd");

        assertThat(refusal(open(file))).contains("link");
        assertThat(refusal(open(tar(symbolic)))).contains("link");
        assertThat(refusal(open(tar(hard)))).contains("link");
    }

    @Test
    void links_in_folders_are_not_followed() throws IOException {
        Path work = Files.createDirectory(folder.resolve("work"));
        Path secret = Files.writeString(folder.resolve("secret.yaml"), SERVICE);
        Files.createSymbolicLink(work.resolve("web.yaml"), secret);

        assertThat(refusal(open(work))).contains("web.yaml is a symbolic link");
        assertThat(refusal(open(work.resolve("web.yaml")))).contains("symbolic link");
    }

    @Test
    void a_bomb_is_put_out_before_it_grows() throws IOException {
        Entry zeros = Entry.zeros("web.yaml", 3_900_000);

        assertThat(refusal(open(zip(zeros)))).contains("times as large");
        assertThat(refusal(open(zip(zeros, Entry.zeros("b.yaml", 500_000))))).contains("as bombs are");
    }

    @Test
    void a_tar_that_grows_in_what_is_skipped_is_put_out() throws IOException {
        Path file = folder.resolve("bomb.tgz");
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(
                new GZIPOutputStream(Files.newOutputStream(file)))) {
            TarArchiveEntry junk = new TarArchiveEntry(".DS_Store");
            junk.setSize(30_000_000);
            tar.putArchiveEntry(junk);
            tar.write(new byte[30_000_000]);
            tar.closeArchiveEntry();
        }

        assertThat(refusal(open(file))).contains("damaged");
    }

    @Test
    void too_many_and_too_deep_and_twice_are_refused() throws IOException {
        Entry[] many = new Entry[21];
        for (int i = 0; i < many.length; i++) {
            many[i] = Entry.of("f" + i + ".yaml", SERVICE);
        }

        assertThat(refusal(open(zip(many)))).contains("at most 20 files");
        assertThat(refusal(open(zip(Entry.of("a/b/c/d/e/f.yaml", SERVICE))))).contains("folders deep");
        assertThat(refusal(open(zip(Entry.of("a.yaml", SERVICE), Entry.of("./a.yaml", SERVICE))))).contains("twice");
    }

    @Test
    void too_large_a_folder_is_refused() throws IOException {
        Path work = Files.createDirectory(folder.resolve("work"));
        Files.write(work.resolve("a.bin"), new byte[5 << 20]);

        assertThat(refusal(open(work))).contains("more than 4 MiB");
    }

    @Test
    void a_large_manifest_is_refused_without_being_read() throws IOException {
        Path file = folder.resolve("large.yaml");
        try (OutputStream out = Files.newOutputStream(file)) {
            for (int i = 0; i < 4; i++) {
                out.write(new byte[1 << 20]);
            }
        }

        assertThat(refusal(open(file))).contains("more than 3 MiB");
    }

    @Test
    void a_damaged_archive_is_told() throws IOException {
        Path file = Files.writeString(folder.resolve("work.zip"), "PK no zip at all");
        Path tar = Files.writeString(folder.resolve("work.tar.gz"), "no gzip");

        assertThat(refusal(open(file))).contains("damaged");
        assertThat(refusal(open(tar))).contains("damaged");
    }

    @Test
    void an_archive_in_an_archive_stays_packed() throws IOException {
        ByteArrayOutputStream inner = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(inner)) {
            zip.putNextEntry(new ZipEntry("web.yaml"));
            zip.write(SERVICE.getBytes(UTF_8));
        }

        assertThat(refusal(open(zip(new Entry("inner.zip", inner.toString(ISO_8859_1)))))).contains("found neither");
    }

    @Test
    void a_yaml_bomb_is_refused() throws IOException {
        StringBuilder bomb = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
        for (int i = 1; i < 10; i++) {
            bomb.append(
                    "a%d: &a%d [*a%d, *a%d, *a%d, *a%d, *a%d, *a%d, *a%d, *a%d, *a%d, *a%d]\n".formatted(i, i, i - 1,
                            i - 1, i - 1, i - 1, i - 1, i - 1, i - 1, i - 1, i - 1, i - 1));
        }
        Path file = Files.writeString(folder.resolve("bomb.yaml"), bomb);

        assertThat(refusal(open(file))).contains("bomb.yaml:").contains("aliases");
    }

    @Test
    void what_would_fill_the_lab_cluster_is_refused() throws IOException {
        Path pods = Files.writeString(folder.resolve("pods.yaml"),
                "{apiVersion: apps/v1, kind: StatefulSet, metadata: {name: web}, spec: {replicas: 100000}}");
        Path objects = Files.writeString(folder.resolve("objects.yaml"), (SERVICE + "---\n").repeat(6));

        assertThat(refusal(open(pods))).contains("100000 pods");
        assertThat(refusal(open(objects))).contains("at most 5 objects");
    }

    @Test
    void names_are_shown_without_anything_that_a_terminal_acts_on() throws IOException {
        assertThat(refusal(open(zip(Entry.of("a\u001b[31m.yaml", SERVICE))))).contains("\\u001b")
                .doesNotContain("\u001b");
    }

    @Test
    void a_file_beside_the_chart_names_parameters_and_is_no_manifest() throws IOException {
        String names = "{apiVersion: statelab.dev/v1, kind: Submission, parameters: %s}\n";

        assertThat(open(zip(Entry.of("work/submission.yaml", names.formatted("{}")),
                Entry.of("work/web/web.yaml", SERVICE)))).isInstanceOf(ToDeploy.class);
        assertThat(refusal(open(zip(Entry.of("submission.yaml", names.formatted("{port: 80}")),
                Entry.of("web.yaml", SERVICE)))))
                .endsWith("work.zip/submission.yaml:1:62: expected no parameters, since small has none, found 'port'");
    }
}
