/** The StatefulSet controller: {@link dev.statelab.lab.controller.statefulset.Planner} decides, the rest acts. */
@NullMarked
package dev.statelab.lab.controller.statefulset;

import org.jspecify.annotations.NullMarked;
