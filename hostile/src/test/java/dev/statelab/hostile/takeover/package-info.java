/** What a student's kubeconfig, API server, texts, charts and manifests could do to the grader. */
@NullMarked
package dev.statelab.hostile.takeover;

import org.jspecify.annotations.NullMarked;
