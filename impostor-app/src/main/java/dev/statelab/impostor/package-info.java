/**
 * Applications that answer like those of the tasks and do not do what they do. Cases deploy them, to show that a rubric
 * is not fooled; students never get them.
 */
@NullMarked
package dev.statelab.impostor;

import org.jspecify.annotations.NullMarked;
