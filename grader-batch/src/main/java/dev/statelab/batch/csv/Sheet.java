package dev.statelab.batch.csv;

import java.util.List;

/**
 * A CSV file with a line of titles.
 *
 * @param headerLine the line of the titles, from 1
 * @param header the titles
 * @param rows without lines that are empty
 */
public record Sheet(int headerLine, List<String> header, List<Row> rows) {

    public Sheet {
        header = List.copyOf(header);
        rows = List.copyOf(rows);
    }

    /**
     * @param line where it begins, from 1
     * @param cells may be fewer or more than there are titles
     */
    public record Row(int line, List<String> cells) {

        public Row {
            cells = List.copyOf(cells);
        }

        /** Empty where the row ends before. */
        public String cell(int position) {
            return position >= 0 && position < cells.size() ? cells.get(position) : "";
        }
    }

    /** The position of a title; -1 when there is none. */
    public int position(String title) {
        return header.indexOf(title);
    }
}
