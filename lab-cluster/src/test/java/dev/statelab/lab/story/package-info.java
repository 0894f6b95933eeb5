/** What the lab cluster makes of a solution, held against what a real cluster made of it. */
@NullMarked
package dev.statelab.lab.story;

import org.jspecify.annotations.NullMarked;
