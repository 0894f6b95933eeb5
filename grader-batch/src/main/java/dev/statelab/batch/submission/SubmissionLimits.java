package dev.statelab.batch.submission;

import dev.statelab.kube.yaml.YamlReader;

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
    public static final SubmissionLimits USUAL = new SubmissionLimits(20L * 1024 * 1024, 500, 50L * 1024 * 1024, 10,
            100, 100, 50);

    /** Bytes that any archive may unpack to: YAML packs well. */
    static final long HARMLESS = YamlReader.MAX_CHARACTERS;
}
