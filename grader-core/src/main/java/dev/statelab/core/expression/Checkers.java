package dev.statelab.core.expression;

import dev.cel.checker.CelChecker;
import dev.cel.checker.CelCheckerBuilder;
import dev.cel.checker.CelStandardDeclarations;
import dev.cel.checker.CelStandardDeclarations.StandardFunction;
import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelFunctionDecl;
import dev.cel.common.CelOptions;
import dev.cel.common.CelValidationResult;
import dev.cel.common.CelVarDecl;
import dev.cel.common.ast.CelExpr.ExprKind.Kind;
import dev.cel.common.navigation.CelNavigableAst;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.extensions.CelExtensions;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Checks the types of parsed expressions with CEL's checker, each with those functions alone that it calls. CEL 0.14 declares
 * all functions anew for each expression, and compares their overloads with each other then, which takes several times as long
 * as to check the expression. A function that is not called has no part in that. Not safe for use by many threads.
 */
final class Checkers {

    private final CelOptions options;
    private final Map<Scope, CelChecker> checkers = new HashMap<>();

    /** Collected when they are first needed. */
    private static final class Added {
        private static final Map<String, List<CelFunctionDecl>> FUNCTIONS = Stream
                .of(CelExtensions.optional().functions(), CelExtensions.strings().functions(),
                        CelExtensions.lists().functions(), Functions.declarations())
                .flatMap(Collection::stream)
                .collect(Collectors.groupingBy(function -> withoutNamespace(function.name())));
    }

    /**
     * What an expression may use.
     *
     * @param functions without their namespaces
     */
    private record Scope(Set<String> functions, Set<CelVarDecl> variables) {}

    Checkers(CelOptions options) {
        this.options = options;
    }

    CelValidationResult check(CelAbstractSyntaxTree parsed, Set<CelVarDecl> variables) {
        return checkers.computeIfAbsent(new Scope(called(parsed), variables), this::checker).check(parsed);
    }

    private CelChecker checker(Scope scope) {
        CelCheckerBuilder checker = CelCompilerFactory.standardCelCheckerBuilder().setOptions(options)
                .setStandardEnvironmentEnabled(false)
                .setStandardDeclarations(CelStandardDeclarations.newBuilder().excludeFunctions(
                        Arrays.stream(StandardFunction.values())
                                .filter(function -> !scope.functions().contains(function.functionName())).toList())
                        .build())
                .addVarDeclarations(CelExtensions.optional().variables())
                .addVarDeclarations(scope.variables());
        scope.functions()
                .forEach(
                        function -> checker.addFunctionDeclarations(Added.FUNCTIONS.getOrDefault(function, List.of())));
        return checker.build();
    }

    private static Set<String> called(CelAbstractSyntaxTree parsed) {
        return CelNavigableAst.fromAst(parsed).getRoot().allNodes().filter(node -> node.getKind() == Kind.CALL)
                .map(node -> withoutNamespace(node.expr().call().function())).collect(Collectors.toUnmodifiableSet());
    }

    /** {@code optional.of(x)} is parsed as a call of {@code of}, but for one that a macro makes. */
    private static String withoutNamespace(String function) {
        return function.substring(function.lastIndexOf('.') + 1);
    }
}
