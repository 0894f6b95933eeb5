package dev.statelab.batch.submission;

import dev.statelab.core.Limits;

/**
 * How much one student may hand in.
 *
 * @param archiveBytes of a packed archive
 * @param files files and folders, in an archive or a folder
 * @param bytes of all files together, unpacked
 * @param depth folders within folders
 * @param ratio how many times larger an archive may become by unpacking, once it is beyond {@link #HARMLESS}
 * @param objects Kubernetes objects
 * @param pods what one object may ask for
 */
public record SubmissionLimits(
        long archiveBytes, int files, long bytes, int depth, int ratio, int objects, int pods) {

    /** A lab's work is a few files of a few kB, perhaps with screenshots. */
    public static final SubmissionLimits USUAL = new SubmissionLimits(Limits.ARCHIVE, Limits.HANDED_IN_FILES,
            Limits.HANDED_IN, Limits.HANDED_IN_DEPTH, Limits.ARCHIVE_RATIO, Limits.HANDED_IN_OBJECTS,
            Limits.HANDED_IN_PODS);

    /** Bytes that any archive may unpack to: YAML packs well. */
    static final long HARMLESS = Limits.YAML;
}
