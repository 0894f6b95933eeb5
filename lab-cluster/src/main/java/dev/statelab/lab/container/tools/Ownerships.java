package dev.statelab.lab.container.tools;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/** Owner and mode of files, by number. */
final class Ownerships {

    private static final int PERMISSIONS = 07777;

    private Ownerships() {}

    static int mode(Path path, LinkOption... options) throws IOException {
        return number(path, "unix:mode", options) & PERMISSIONS;
    }

    static int uid(Path path, LinkOption... options) throws IOException {
        return number(path, "unix:uid", options);
    }

    static int gid(Path path, LinkOption... options) throws IOException {
        return number(path, "unix:gid", options);
    }

    static void copy(Path source, Path target) throws IOException {
        Files.setAttribute(target, "unix:uid", uid(source));
        Files.setAttribute(target, "unix:gid", gid(source));
        Files.setAttribute(target, "unix:mode", mode(source));
    }

    private static int number(Path path, String attribute, LinkOption... options) throws IOException {
        return ((Number) Files.getAttribute(path, attribute, options)).intValue();
    }
}
