package dev.statelab.batch.roster;

import java.util.List;

/**
 * A class.
 *
 * @param students each id once, in the order of the file
 * @param extraColumns the columns that are kept but not needed here
 * @param mistakes rows that belong to no student, so that nobody is graded by them
 */
public record Roster(List<Student> students, List<String> extraColumns, List<RosterMistake> mistakes) {

    public Roster {
        students = List.copyOf(students);
        extraColumns = List.copyOf(extraColumns);
        mistakes = List.copyOf(mistakes);
    }
}
