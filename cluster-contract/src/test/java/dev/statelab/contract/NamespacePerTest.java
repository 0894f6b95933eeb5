package dev.statelab.contract;

import dev.statelab.contract.Provision.Provided;
import dev.statelab.contract.Provision.Unavailable;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Makes a namespace before a test and removes it after; starts the cluster before the first and ends it after the last. */
final class NamespacePerTest implements ExecutionCondition, ParameterResolver {

    private static final ExtensionContext.Namespace STORE = ExtensionContext.Namespace.create(NamespacePerTest.class);

    private record Opened(Provision provision) implements AutoCloseable {

        static Opened ofThisRun() {
            try {
                return new Opened(Clusters.provide(Column.ofThisRun()));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted while the cluster started", e);
            }
        }

        @Override
        public void close() {
            if (provision instanceof Provided(ClusterUnderTest cluster)) {
                cluster.close();
            }
        }
    }

    /** Method by method, so that each test is reported as skipped. */
    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        if (context.getTestMethod().isEmpty()) {
            return ConditionEvaluationResult.enabled("asked for each method");
        }
        return switch (provision(context)) {
            case Provided _ -> ConditionEvaluationResult.enabled("there is a cluster");
            case Unavailable(String reason) -> ConditionEvaluationResult.disabled(reason);
        };
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType().equals(Namespace.class);
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getStore(STORE).computeIfAbsent(Namespace.class, _ -> Namespace.create(cluster(context)),
                Namespace.class);
    }

    private static ClusterUnderTest cluster(ExtensionContext context) {
        return switch (provision(context)) {
            case Provided(ClusterUnderTest cluster) -> cluster;
            case Unavailable(String reason) -> throw new IllegalStateException(reason);
        };
    }

    private static Provision provision(ExtensionContext context) {
        return context.getRoot().getStore(STORE).computeIfAbsent(Opened.class, _ -> Opened.ofThisRun(), Opened.class)
                .provision();
    }
}
