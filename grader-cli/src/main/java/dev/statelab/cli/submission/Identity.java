package dev.statelab.cli.submission;

import dev.statelab.cli.ExitCode;
import dev.statelab.cli.GraderException;
import dev.statelab.cli.Text;
import dev.statelab.cli.home.PrivateFolder;
import dev.statelab.core.submission.SealingKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Optional;

/** Who hands in, and with which key: kept in the user's folder from one time to the next. */
final class Identity {

    private static final String STUDENT = "student";
    private static final String KEY = "key.pem";
    private static final int LONGEST = 200;

    private final PrivateFolder folder;

    Identity(PrivateFolder folder) {
        this.folder = folder;
    }

    /**
     * The student's name, address or number.
     *
     * @param given on the command line
     * @throws GraderException when none is known
     */
    String student(Optional<String> given) throws IOException {
        Optional<String> known = given.or(() -> read(STUDENT).map(String::strip)).filter(name -> !name.isBlank());
        String student = known.orElseThrow(() -> new GraderException(ExitCode.USAGE,
                "Who hands in? Give the name, address or number that your course knows you by, once:\n"
                        + "  --student alice@example.org"));
        if (student.length() > LONGEST || !Text.line(student).equals(student)) {
            throw new GraderException(ExitCode.USAGE, "--student expects one line of at most " + LONGEST
                    + " characters, found " + Text.quote(Text.cut(student, LONGEST)) + ".");
        }
        if (given.isPresent()) {
            folder.write(STUDENT, student + "\n");
        }
        return student;
    }

    /** The user's own key, which is made at the first time. */
    SealingKey ownKey() throws IOException {
        Optional<String> kept = read(KEY);
        if (kept.isEmpty() && folder.create(KEY, SealingKey.generate().pem())) {
            kept = read(KEY);
        }
        return parsed(folder.path().resolve(KEY), kept.or(() -> read(KEY)).orElse(""));
    }

    /** A key from a file. */
    static SealingKey key(Path file) {
        return read(file).map(pem -> parsed(file, pem)).orElseThrow(() -> new GraderException(ExitCode.USAGE,
                "--key " + file + ": there is no such file."));
    }

    private static SealingKey parsed(Path file, String pem) {
        try {
            return SealingKey.ofPem(pem);
        } catch (GeneralSecurityException damaged) {
            throw new GraderException(ExitCode.USAGE,
                    file + " is no key: expected the blocks PRIVATE KEY and PUBLIC KEY"
                            + " of an Ed25519 key in PEM. A key of your own is made anew when you move the file away.",
                    damaged);
        }
    }

    private Optional<String> read(String name) {
        return read(folder.path().resolve(name));
    }

    private static Optional<String> read(Path file) {
        try {
            return Optional.of(Files.readString(file));
        } catch (NoSuchFileException none) {
            return Optional.empty();
        } catch (IOException unreadable) {
            throw new GraderException(ExitCode.USAGE, file + " cannot be read: " + unreadable + ".", unreadable);
        }
    }
}
