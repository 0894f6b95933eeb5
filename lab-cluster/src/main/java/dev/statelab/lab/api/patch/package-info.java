/** Patches, server-side apply, and who owns which field. */
@NullMarked
package dev.statelab.lab.api.patch;

import org.jspecify.annotations.NullMarked;
