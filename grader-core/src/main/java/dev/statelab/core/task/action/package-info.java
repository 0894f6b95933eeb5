/** What the steps of a criterion do. */
@NullMarked
package dev.statelab.core.task.action;

import org.jspecify.annotations.NullMarked;
