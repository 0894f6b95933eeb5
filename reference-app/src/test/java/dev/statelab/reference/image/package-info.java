/** Container images in tests, without a Docker daemon and without an image registry. */
@NullMarked
package dev.statelab.reference.image;

import org.jspecify.annotations.NullMarked;
