@NullMarked
package dev.statelab.lab.controller.workload;

import org.jspecify.annotations.NullMarked;
