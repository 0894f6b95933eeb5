package dev.statelab.lab.container;

import java.nio.file.Path;

/**
 * A folder of real files, and what this machine's file system cannot hold for an ordinary user: who owns each of them,
 * by UID and GID, and its mode.
 *
 * @param folder exists already
 */
public record Volume(Path folder) {}
