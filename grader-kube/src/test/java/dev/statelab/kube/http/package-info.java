@NullMarked
package dev.statelab.kube.http;

import org.jspecify.annotations.NullMarked;
