package dev.statelab.lab.container.files;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.Optional;

/** What commands print about a failed operation on a file: the C library's words. */
public final class FileProblem {

    private FileProblem() {}

    public static String text(IOException e) {
        return switch (e) {
            case NoSuchFileException _ -> "No such file or directory";
            case AccessDeniedException _ -> "Permission denied";
            case FileAlreadyExistsException _ -> "File exists";
            case DirectoryNotEmptyException _ -> "Directory not empty";
            case NotDirectoryException _ -> "Not a directory";
            case FileSystemLoopException _ -> "Too many levels of symbolic links";
            case AtomicMoveNotSupportedException _ -> "Invalid cross-device link";
            case FileSystemException other -> Optional.ofNullable(other.getReason()).orElse("Input/output error");
            default -> Optional.ofNullable(e.getMessage()).orElse("Input/output error");
        };
    }
}
