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

    static final String TASK = "{task}";

    public Roster {
        students = List.copyOf(students);
        extraColumns = List.copyOf(extraColumns);
        mistakes = List.copyOf(mistakes);
    }

    /** The same class for one of several tasks: {@value #TASK} in a cell that says where work is stands for its name. */
    public Roster of(String task) {
        return new Roster(students.stream().map(student -> student.with(student.work().of(task))).toList(),
                extraColumns,
                mistakes);
    }
}
