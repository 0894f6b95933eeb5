/** What every controller is made of: watches that feed a queue of keys, and a reconciler that is called for each. */
@NullMarked
package dev.statelab.lab.controller;

import org.jspecify.annotations.NullMarked;
