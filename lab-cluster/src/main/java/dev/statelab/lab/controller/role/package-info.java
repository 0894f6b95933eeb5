/** Keeps roles that are made up of other roles. */
@NullMarked
package dev.statelab.lab.controller.role;

import org.jspecify.annotations.NullMarked;
