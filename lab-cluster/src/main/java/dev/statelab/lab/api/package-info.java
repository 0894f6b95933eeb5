/** The API server: resource types, storage, defaulting, validation, and HTTP. */
@NullMarked
package dev.statelab.lab.api;

import org.jspecify.annotations.NullMarked;
