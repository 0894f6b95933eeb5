package dev.statelab.core.submission;

import dev.statelab.core.submission.CourseReading.Faulty;
import dev.statelab.core.submission.CourseReading.ReadCourse;
import dev.statelab.core.task.Fields;
import dev.statelab.core.task.Mistake;
import dev.statelab.core.task.Mistakes;
import dev.statelab.core.task.YamlFile;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads {@code course.yaml}. All of its mistakes are reported at once. */
public final class CourseReader {

    private static final String CONTENT = "a course";
    private static final Set<String> KEYS = new TreeSet<>(Set.of("name", "deadline", "publicKey"));

    private CourseReader() {}

    /** Reads one file. That it cannot be read is a mistake, too. */
    public static CourseReading read(Path file) {
        Mistakes mistakes = new Mistakes(file.toString());
        Optional<Node> root = YamlFile.read(file, CONTENT, mistakes);
        Optional<Course> course = root.flatMap(node -> course(node, mistakes));
        List<Mistake> found = mistakes.inOrder();
        return course.isPresent() && found.isEmpty() ? new ReadCourse(course.get()) : new Faulty(found);
    }

    private static Optional<Course> course(Node root, Mistakes mistakes) {
        Fields fields = Fields.of(root, CONTENT, KEYS, mistakes);
        String name = fields.text("name");
        Optional<Instant> deadline = deadline(fields, mistakes);
        Optional<PublicKey> key = key(fields, mistakes);
        return deadline.flatMap(until -> key.map(known -> new Course(name, until, known)));
    }

    private static Optional<Instant> deadline(Fields fields, Mistakes mistakes) {
        String text = fields.text("deadline");
        try {
            return text.isEmpty() ? Optional.empty() : Optional.of(OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeException notATime) {
            mistakes.add(fields.place("deadline"),
                    "a time with its distance from UTC, such as 2026-12-24T23:59:00+01:00", "'" + text + "'");
            return Optional.empty();
        }
    }

    private static Optional<PublicKey> key(Fields fields, Mistakes mistakes) {
        String text = fields.text("publicKey");
        try {
            return text.isEmpty() ? Optional.empty() : Optional.of(SealingKey.publicKey(text));
        } catch (GeneralSecurityException notAKey) {
            mistakes.add(fields.place("publicKey"),
                    "an Ed25519 public key, as `openssl pkey -in KEY -pubout` prints it",
                    "a text that is none");
            return Optional.empty();
        }
    }
}
