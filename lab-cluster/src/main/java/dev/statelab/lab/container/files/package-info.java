/** A container's file system: real files under a root and mounts, with Linux' rules about who may do what. */
@NullMarked
package dev.statelab.lab.container.files;

import org.jspecify.annotations.NullMarked;
