package dev.statelab.lab.api;

/**
 * What a cluster does only when it is asked to, under Kubernetes' own names.
 *
 * @see <a href="https://kubernetes.io/docs/reference/command-line-tools-reference/feature-gates/">Feature gates</a>
 */
public enum FeatureGate {

    /** {@code MaxUnavailableStatefulSet}, off in 1.32: without it the API server drops the field that it is about. */
    MAX_UNAVAILABLE_STATEFUL_SET
}
