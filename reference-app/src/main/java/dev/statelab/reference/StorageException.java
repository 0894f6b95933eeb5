package dev.statelab.reference;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** A file or folder that cannot be used; the message says how and why, for people. */
final class StorageException extends Exception {

    private static final long serialVersionUID = 1;

    private final String message;
    private final transient Path path;

    StorageException(String message, Path path) {
        super(message);
        this.message = message;
        this.path = path;
    }

    /** @param action what was tried, such as {@code write} */
    static StorageException cannot(String action, Path path, IOException cause) {
        StorageException problem = new StorageException("cannot %s %s: %s".formatted(action, path, why(cause)), path);
        problem.initCause(cause);
        return problem;
    }

    @Override
    public String getMessage() {
        return message;
    }

    /** The file or folder that is in the way. */
    Path path() {
        return path;
    }

    private static String why(IOException cause) {
        return switch (cause) {
            case AccessDeniedException denied -> "permission denied";
            case NoSuchFileException missing -> "it does not exist";
            case FileSystemException other when other.getReason() != null -> other.getReason();
            default -> String.valueOf(cause.getMessage());
        };
    }
}
