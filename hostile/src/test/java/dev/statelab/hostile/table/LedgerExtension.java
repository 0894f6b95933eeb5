package dev.statelab.hostile.table;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Hands a test its ledger, which reaches the table as report entries. */
final class LedgerExtension implements ParameterResolver {

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext test) {
        return parameter.getParameter().getType() == Ledger.class;
    }

    @Override
    public Ledger resolveParameter(ParameterContext parameter, ExtensionContext test) {
        return new Ledger(test::publishReportEntry);
    }
}
