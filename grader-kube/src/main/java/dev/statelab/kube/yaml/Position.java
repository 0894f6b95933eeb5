package dev.statelab.kube.yaml;

/**
 * A place in a text.
 *
 * @param line from 1; 0 where it is not known
 * @param column from 1; 0 where it is not known
 */
public record Position(int line, int column) {

    public static final Position UNKNOWN = new Position(0, 0);
}
