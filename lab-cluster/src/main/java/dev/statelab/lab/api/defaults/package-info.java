/** What the API server fills in where a manifest says nothing. */
@NullMarked
package dev.statelab.lab.api.defaults;

import org.jspecify.annotations.NullMarked;
