/** CronJobs: Jobs at the times of a schedule. */
@NullMarked
package dev.statelab.lab.controller.cronjob;

import org.jspecify.annotations.NullMarked;
