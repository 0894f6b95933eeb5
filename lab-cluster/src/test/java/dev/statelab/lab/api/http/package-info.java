@NullMarked
package dev.statelab.lab.api.http;

import org.jspecify.annotations.NullMarked;
