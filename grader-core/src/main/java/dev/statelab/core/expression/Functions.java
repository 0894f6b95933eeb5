package dev.statelab.core.expression;

import dev.cel.checker.CelCheckerBuilder;
import dev.cel.common.CelErrorCode;
import dev.cel.common.CelFunctionDecl;
import dev.cel.common.CelOverloadDecl;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompilerLibrary;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelEvaluationExceptionBuilder;
import dev.cel.runtime.CelFunctionBinding;
import dev.cel.runtime.CelRuntimeBuilder;
import dev.cel.runtime.CelRuntimeLibrary;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the task language adds to CEL:
 * <ul>
 * <li>{@code exists(object)}: true; an object that is not there fails the criterion before it comes to that
 * <li>{@code isReady(pod)}: its Ready condition is True, and nobody deleted it
 * <li>{@code ownedBy(object, owner)}: the owner, by its UID, is the object's controller
 * <li>{@code quantity("1Mi")}: a number to compare
 * </ul>
 */
final class Functions implements CelCompilerLibrary, CelRuntimeLibrary {

    @Override
    public void setCheckerOptions(CelCheckerBuilder checker) {
        checker.addFunctionDeclarations(
                CelFunctionDecl.newFunctionDeclaration("exists",
                        CelOverloadDecl.newGlobalOverload("exists_object", SimpleType.BOOL, SimpleType.DYN)),
                CelFunctionDecl.newFunctionDeclaration("isReady",
                        CelOverloadDecl.newGlobalOverload("is_ready_pod", SimpleType.BOOL, SimpleType.DYN)),
                CelFunctionDecl.newFunctionDeclaration("ownedBy",
                        CelOverloadDecl.newGlobalOverload("owned_by_object", SimpleType.BOOL, SimpleType.DYN,
                                SimpleType.DYN)),
                CelFunctionDecl.newFunctionDeclaration("quantity",
                        CelOverloadDecl.newGlobalOverload("quantity_dyn", SimpleType.DYN, SimpleType.DYN)));
    }

    @Override
    public void setRuntimeOptions(CelRuntimeBuilder runtime) {
        runtime.addFunctionBindings(
                CelFunctionBinding.fromOverloads("exists",
                        CelFunctionBinding.from("exists_object", Object.class, object -> true)));
        runtime.addFunctionBindings(
                CelFunctionBinding.fromOverloads("isReady",
                        CelFunctionBinding.from("is_ready_pod", Object.class, Functions::isReady)));
        runtime.addFunctionBindings(
                CelFunctionBinding.fromOverloads("ownedBy",
                        CelFunctionBinding.from("owned_by_object", Object.class, Object.class, Functions::ownedBy)));
        runtime.addFunctionBindings(
                CelFunctionBinding.fromOverloads("quantity",
                        CelFunctionBinding.from("quantity_dyn", Object.class, Functions::quantity)));
    }

    private static boolean isReady(Object pod) {
        return field(pod, "metadata", "deletionTimestamp").isEmpty()
                && list(field(pod, "status", "conditions")).stream().anyMatch(
                        condition -> is(field(condition, "type"), "Ready") && is(field(condition, "status"), "True"));
    }

    private static boolean ownedBy(Object object, Object owner) {
        Optional<Object> uid = field(owner, "metadata", "uid");
        return uid.isPresent() && list(field(object, "metadata", "ownerReferences")).stream().anyMatch(
                reference -> is(field(reference, "controller"), true) && is(field(reference, "uid"), uid.get()));
    }

    private static double quantity(Object text) throws CelEvaluationException {
        String written = Values.fill(text);
        return Quantity.parse(written).map(BigDecimal::doubleValue)
                .orElseThrow(() -> CelEvaluationExceptionBuilder.newBuilder("'" + written + "' is not a quantity")
                        .setErrorCode(CelErrorCode.BAD_FORMAT).build());
    }

    private static Optional<Object> field(Object object, String... path) {
        Optional<Object> at = Optional.of(object);
        for (String name : path) {
            at = at.flatMap(parent -> parent instanceof Map<?, ?> map
                    ? Optional.ofNullable(map.get(name))
                    : Optional.empty());
        }
        return at;
    }

    private static List<?> list(Optional<Object> value) {
        return value.orElse(List.of()) instanceof List<?> list ? list : List.of();
    }

    private static boolean is(Optional<Object> value, Object wanted) {
        return value.isPresent() && value.get().equals(wanted);
    }
}
