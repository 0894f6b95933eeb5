/** Cases: solutions of a task, and the outcome that each of them must get. */
@NullMarked
package dev.statelab.core.cases;

import org.jspecify.annotations.NullMarked;
