/** {@code v1/Event} objects: what happened to an object, as {@code kubectl describe} shows it. */
@NullMarked
package dev.statelab.lab.event;

import org.jspecify.annotations.NullMarked;
