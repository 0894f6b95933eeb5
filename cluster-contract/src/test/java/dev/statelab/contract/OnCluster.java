package dev.statelab.contract;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Gives each test a {@link Namespace} of its own on the cluster of this run. Without a cluster the test is skipped.
 * A readiness that never comes is judged after two minutes, and a real cluster may be slow: hence the time.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(NamespacePerTest.class)
@Timeout(value = 10, unit = TimeUnit.MINUTES)
@interface OnCluster {}
