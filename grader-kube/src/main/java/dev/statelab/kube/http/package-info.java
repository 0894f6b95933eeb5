/** The API server over HTTP: one request, one answer, and what it means. */
@NullMarked
package dev.statelab.kube.http;

import org.jspecify.annotations.NullMarked;
