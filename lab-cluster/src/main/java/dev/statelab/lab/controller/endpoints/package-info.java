/** Endpoints and EndpointSlices: the pods behind each Service. */
@NullMarked
package dev.statelab.lab.controller.endpoints;

import org.jspecify.annotations.NullMarked;
