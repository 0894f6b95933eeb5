/** What the API server refuses, and how it says so: the rules and messages of Kubernetes 1.32. */
@NullMarked
package dev.statelab.lab.api.validation;

import org.jspecify.annotations.NullMarked;
