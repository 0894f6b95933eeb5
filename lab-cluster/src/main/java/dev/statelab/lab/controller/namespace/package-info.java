/** What every new namespace gets, and the end of those that are deleted. */
@NullMarked
package dev.statelab.lab.controller.namespace;

import org.jspecify.annotations.NullMarked;
