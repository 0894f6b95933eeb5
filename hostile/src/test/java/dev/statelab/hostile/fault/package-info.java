/** What breaks between the grader and a cluster, and what must come of it: the right outcome or none, and nothing lost. */
@NullMarked
package dev.statelab.hostile.fault;

import org.jspecify.annotations.NullMarked;
