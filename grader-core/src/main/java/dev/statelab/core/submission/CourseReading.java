package dev.statelab.core.submission;

import static java.util.Objects.requireNonNull;

import dev.statelab.core.task.Mistake;
import java.util.List;

/** What came of reading {@code course.yaml}. */
public sealed interface CourseReading {

    record ReadCourse(Course course) implements CourseReading {
        public ReadCourse {
            requireNonNull(course, "course");
        }
    }

    /** @param mistakes every one that was found, in the order of the file; at least one */
    record Faulty(List<Mistake> mistakes) implements CourseReading {
        public Faulty {
            mistakes = List.copyOf(mistakes);
        }
    }
}
