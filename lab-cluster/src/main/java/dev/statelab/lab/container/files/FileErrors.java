package dev.statelab.lab.container.files;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/** Turns what this machine's file system says about a real path into what the container's says about its path. */
final class FileErrors {

    /** What Jimfs says. */
    private static final String MEMORY_IS_FULL = "out of disk space";

    private FileErrors() {}

    /** Something done to real files. */
    @FunctionalInterface
    interface Operation<T> {
        T run() throws IOException;
    }

    static <T> T inTermsOf(String path, Operation<T> operation) throws IOException {
        try {
            return operation.run();
        } catch (FileSystemException e) {
            throw translated(e, path);
        }
    }

    /** Says that the disk is full as Linux does, also where files are in memory. */
    static <T> T written(Operation<T> operation) throws IOException {
        try {
            return operation.run();
        } catch (IOException e) {
            throw MEMORY_IS_FULL.equals(e.getMessage()) ? new IOException("No space left on device", e) : e;
        }
    }

    private static FileSystemException translated(FileSystemException e, String path) {
        FileSystemException translated = switch (e) {
            case NoSuchFileException _ -> new NoSuchFileException(path);
            case FileAlreadyExistsException _ -> new FileAlreadyExistsException(path);
            case DirectoryNotEmptyException _ -> new DirectoryNotEmptyException(path);
            case NotDirectoryException _ -> new NotDirectoryException(path);
            case AccessDeniedException _ -> new AccessDeniedException(path);
            default -> new FileSystemException(path, null, e.getReason());
        };
        translated.initCause(e);
        return translated;
    }
}
