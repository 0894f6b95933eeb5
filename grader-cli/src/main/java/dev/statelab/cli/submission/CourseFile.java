package dev.statelab.cli.submission;

import static java.util.stream.Collectors.joining;

import dev.statelab.cli.ExitCode;
import dev.statelab.cli.GraderException;
import dev.statelab.cli.Installation;
import dev.statelab.cli.Text;
import dev.statelab.core.submission.Course;
import dev.statelab.core.submission.CourseReader;
import dev.statelab.core.submission.CourseReading.Faulty;
import dev.statelab.core.submission.CourseReading.ReadCourse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** {@code --course FILE}. */
final class CourseFile {

    @Option(names = "--course", paramLabel = "FILE", description = "The course's settings: name, deadline, publicKey. Default: course.yaml beside the students' scripts, if there is one.")
    private @Nullable Path file;

    /** @throws GraderException naming every mistake in it, or that the file that was named is not there */
    Optional<Course> read(Installation installation) {
        Path usual = installation.home().resolve("student-tools").resolve("course.yaml");
        Path chosen = Optional.ofNullable(file).orElse(usual);
        if (file == null && !Files.exists(usual)) {
            return Optional.empty();
        }
        return switch (CourseReader.read(chosen)) {
            case ReadCourse(Course course) -> Optional.of(course);
            case Faulty(var mistakes) -> throw new GraderException(ExitCode.USAGE, mistakes.stream()
                    .map(mistake -> Text.line(mistake.toString()))
                    .collect(joining("\n", "", "\nNothing was handed in or judged by it.")));
        };
    }
}
