/** YAML and JSON files as kubectl reads them, with the line of every field. */
@NullMarked
package dev.statelab.kube.yaml;

import org.jspecify.annotations.NullMarked;
