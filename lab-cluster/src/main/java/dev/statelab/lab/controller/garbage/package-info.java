/** The garbage collector: an object goes when all of its owners are gone. */
@NullMarked
package dev.statelab.lab.controller.garbage;

import org.jspecify.annotations.NullMarked;
