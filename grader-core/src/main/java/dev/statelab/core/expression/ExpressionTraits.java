package dev.statelab.core.expression;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.ExprKind.Kind;
import dev.cel.common.navigation.CelNavigableAst;
import dev.cel.common.navigation.CelNavigableExpr;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What is known of an expression that is not evaluated.
 *
 * @param type CEL's name of the type of its value, such as {@code bool}
 * @param references see {@link Expression#references()}
 * @param randomNames see {@link Expression#randomNames()}
 * @param fields see {@link Expression#fields()}
 * @param readsOnlySpecs see {@link Expression#readsOnlySpecs()}
 */
record ExpressionTraits(String type, Set<String> references, Set<String> randomNames, Set<String> fields,
        boolean readsOnlySpecs) {

    ExpressionTraits {
        references = Set.copyOf(references);
        randomNames = Set.copyOf(randomNames);
        fields = Set.copyOf(fields);
    }

    /** @param mentioned all that it may refer to */
    static ExpressionTraits of(CelAbstractSyntaxTree ast, Set<String> mentioned) {
        Set<String> references = ast.getReferenceMap().values().stream().map(reference -> reference.name())
                .filter(mentioned::contains).collect(Collectors.toUnmodifiableSet());
        List<CelNavigableExpr> nodes = CelNavigableAst.fromAst(ast).getRoot().allNodes().toList();
        return new ExpressionTraits(ast.getResultType().name(), references, randomNames(nodes), fields(nodes),
                readsOnlySpecs(nodes, references));
    }

    private static Set<String> randomNames(List<CelNavigableExpr> nodes) {
        return nodes.stream()
                .map(CelNavigableExpr::expr)
                .filter(expr -> expr.getKind() == Kind.SELECT)
                .map(expr -> expr.select())
                .filter(select -> select.operand().getKind() == Kind.IDENT
                        && select.operand().ident().name().equals(ExpressionCompiler.RANDOM))
                .map(select -> select.field())
                .collect(Collectors.toUnmodifiableSet());
    }

    private static Set<String> fields(List<CelNavigableExpr> nodes) {
        return nodes.stream()
                .flatMap(node -> Stream.concat(selected(node.expr()).stream(), readByFunction(node.expr())))
                .collect(Collectors.toUnmodifiableSet());
    }

    private static Stream<String> readByFunction(CelExpr expr) {
        return expr.getKind() == Kind.CALL ? Functions.specFields(expr.call().function()).stream() : Stream.empty();
    }

    private static boolean readsOnlySpecs(List<CelNavigableExpr> nodes, Set<String> references) {
        return !references.isEmpty() && nodes.stream()
                .filter(node -> node.getKind() == Kind.IDENT && references.contains(node.expr().ident().name()))
                .allMatch(node -> node.parent()
                        .filter(parent -> selects(parent.expr(), "spec") || readsSpecs(parent.expr())).isPresent());
    }

    private static boolean readsSpecs(CelExpr expr) {
        return expr.getKind() == Kind.CALL && Functions.readsSpecs(expr.call().function());
    }

    private static boolean selects(CelExpr expr, String field) {
        return selected(expr).filter(field::equals).isPresent();
    }

    /** The field of both {@code operand.field} and {@code operand.?field}. */
    private static Optional<String> selected(CelExpr expr) {
        return switch (expr.getKind()) {
            case SELECT -> Optional.of(expr.select().field());
            case CALL -> expr.call().function().equals("_?._")
                    ? text(expr.call().args().getLast())
                    : Optional.empty();
            default -> Optional.empty();
        };
    }

    private static Optional<String> text(CelExpr expr) {
        return expr.getKind() == Kind.CONSTANT && expr.constant().getKind() == CelConstant.Kind.STRING_VALUE
                ? Optional.of(expr.constant().stringValue())
                : Optional.empty();
    }
}
