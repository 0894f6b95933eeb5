package dev.statelab.core.result;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * What was on a claim before it was graded, as far as it can be compared with what others have. No contents are kept, and
 * no names of files.
 *
 * @param claim its name, as the student's cluster says
 * @param uid its own, as the cluster says
 * @param files SHA-256 of the files' contents, in hexadecimal, each once, sorted
 */
public record ClaimContents(String claim, String uid, List<String> files) {

    public ClaimContents {
        requireNonNull(claim, "claim");
        requireNonNull(uid, "uid");
        files = files.stream().distinct().sorted().toList();
    }
}
