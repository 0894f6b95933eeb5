package dev.statelab.core.judging;

import dev.statelab.core.Limits;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A command that tells the digests of files, as GNU's tools and BusyBox' both take it, and what it prints. */
final class FileDigests {

    /** With fewer bytes, likeness is chance: a counter, an empty document. */
    private static final int FEWEST = 16;

    /** With a backslash before them stand names that are not printed as they are. */
    private static final Pattern LINE = Pattern.compile("\\\\?([0-9a-f]{64})  .+");

    private FileDigests() {}

    /**
     * The words, without a shell.
     *
     * @param folder absolute; what is mounted below it is passed over
     * @param within it ends by itself after this time, in whole seconds
     */
    static List<String> command(String folder, Duration within) {
        return List.of("timeout", Long.toString(within.toSeconds()), "find", folder, "-xdev", "-type", "f", "-size",
                "+" + (FEWEST - 1) + "c", "-size", "-" + (Limits.CLAIM_FILE + 1) + "c", "-exec", "sha256sum", "{}",
                "+");
    }

    /** The digests; lines that are none are passed over, so that what could be read counts. Of many, the smallest. */
    static List<String> read(String printed) {
        return printed.lines().map(LINE::matcher).filter(Matcher::matches).map(line -> line.group(1)).distinct()
                .sorted().limit(Limits.CLAIM_FILES).toList();
    }
}
