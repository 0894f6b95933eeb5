/** Renderings of an evaluation: terminal text, JSON and JUnit XML. */
@NullMarked
package dev.statelab.core.report;

import org.jspecify.annotations.NullMarked;
