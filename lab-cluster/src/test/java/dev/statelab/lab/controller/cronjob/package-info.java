@NullMarked
package dev.statelab.lab.controller.cronjob;

import org.jspecify.annotations.NullMarked;
