/** What controllers of pods share: which objects are whose, how pods are made, deleted and judged. */
@NullMarked
package dev.statelab.lab.controller.workload;

import org.jspecify.annotations.NullMarked;
