/** What every part of the grader's core shares. */
@NullMarked
package dev.statelab.core;

import org.jspecify.annotations.NullMarked;
