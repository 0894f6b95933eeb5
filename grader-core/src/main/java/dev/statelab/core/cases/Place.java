package dev.statelab.core.cases;

import static java.util.Objects.requireNonNull;

import dev.statelab.core.task.Mistake;
import java.util.Optional;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * Where something is written.
 *
 * @param line from 1
 * @param column from 1
 */
public record Place(String file, int line, int column) {

    public Place {
        requireNonNull(file, "file");
    }

    public static Place of(String file, Node node) {
        Optional<Mark> mark = node.getStartMark();
        return new Place(file, mark.map(at -> at.getLine() + 1).orElse(1),
                mark.map(at -> at.getColumn() + 1).orElse(1));
    }

    /** A mistake there. */
    public Mistake mistake(String expected, String found) {
        return new Mistake(file, line, column, expected, found);
    }
}
