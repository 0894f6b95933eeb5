@NullMarked
package dev.statelab.lab.controller.job;

import org.jspecify.annotations.NullMarked;
