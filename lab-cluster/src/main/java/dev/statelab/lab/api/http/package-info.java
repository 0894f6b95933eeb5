/** The API server's HTTP side: requests come in here and end in {@code ApiServer}. */
@NullMarked
package dev.statelab.lab.api.http;

import org.jspecify.annotations.NullMarked;
