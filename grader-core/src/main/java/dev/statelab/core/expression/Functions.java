package dev.statelab.core.expression;

import dev.cel.common.CelErrorCode;
import dev.cel.common.CelFunctionDecl;
import dev.cel.common.CelOverloadDecl;
import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.OptionalType;
import dev.cel.common.types.SimpleType;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelEvaluationExceptionBuilder;
import dev.cel.runtime.CelFunctionBinding;
import dev.cel.runtime.CelFunctionOverload;
import dev.cel.runtime.CelRuntimeBuilder;
import dev.cel.runtime.CelRuntimeLibrary;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What the task language adds to CEL. None of these fails where something is absent: whoever asks for a part gets an
 * optional value, {@code optional.none()} where there is none.
 * <ul>
 * <li>{@code exists(object)}: true; an object that is not there fails the criterion before it comes to that
 * <li>{@code isReady(pod)}: its Ready condition is True, and nobody deleted it
 * <li>{@code endedByLiveness(pod, container)}: see {@link LivenessKill}
 * <li>{@code ownedBy(object, owner)}: the owner, by its UID, is the object's controller
 * <li>{@code condition(object, type)}: one of {@code status.conditions}
 * <li>{@code quantity("1Mi")}: a number to compare
 * <li>{@code renders(chart, object)}, {@code followsValues(chart, object, field)}: see {@link ChartParts}
 * <li>{@code numbers("visit 7 of 9")}: the whole numbers in a text, in their order
 * <li>{@code growing([first, second])}, {@code growing([first, second], limit)}: see {@link Growth}
 * <li>the parts of pods and of what makes pods: see {@link PodParts}
 * </ul>
 */
final class Functions implements CelRuntimeLibrary {

    private static final CelType OBJECT = MapType.create(SimpleType.STRING, SimpleType.DYN);
    private static final CelType PART = OptionalType.create(SimpleType.DYN);
    private static final CelType PARTS = ListType.create(SimpleType.DYN);

    private static final String GROWING_BY_LESS = "growing_by_less";

    /** Of as many digits as fit a number. */
    private static final Pattern NUMBER = Pattern.compile("(?<![0-9])[0-9]{1,18}(?![0-9])");

    private static final List<OfPart> OF_PARTS = List.of(
            new OfPart("container", PodParts::container),
            new OfPart("mount", PodParts::mount),
            new OfPart("mountOf", PodParts::mountOf),
            new OfPart("env", PodParts::env),
            new OfPart("envSource", PodParts::envSource),
            new OfPart("probe", PodParts::probe),
            new OfPart("port", PodParts::port),
            new OfPart("claimName", PodParts::claimName),
            new OfPart("claimTemplate", PodParts::claimTemplate),
            new OfPart("condition", Functions::condition));

    /** The fields that functions read which read nothing of their arguments but {@code spec}: what somebody wants. */
    private static final Map<String, Set<String>> SPEC_FIELDS = Map.ofEntries(
            Map.entry("containers", Set.of("containers")),
            Map.entry("container", Set.of("containers")),
            Map.entry("mount", Set.of("volumeMounts")),
            Map.entry("mountOf", Set.of("volumeMounts")),
            Map.entry("env", Set.of("env")),
            Map.entry("envSource", Set.of("env")),
            Map.entry("probe", Set.of("livenessProbe", "readinessProbe", "startupProbe")),
            Map.entry("port", Set.of("ports")),
            Map.entry("claimNames", Set.of("volumes")),
            Map.entry("claimName", Set.of("volumes")),
            Map.entry("claimTemplate", Set.of("volumeClaimTemplates")),
            Map.entry("selects", Set.of("selector", "labels")));

    /** Whether a function reads what somebody wants, and nothing of what there is. */
    static boolean readsSpecs(String function) {
        return SPEC_FIELDS.containsKey(function);
    }

    /** The fields of a {@code spec} that a function reads by itself. */
    static Set<String> specFields(String function) {
        return SPEC_FIELDS.getOrDefault(function, Set.of());
    }

    /** A function that finds a part of an object, or of another part, by a name. */
    private record OfPart(String name, CelFunctionOverload.Binary<Object, String> find) {

        CelFunctionDecl declaration() {
            return CelFunctionDecl.newFunctionDeclaration(name, CelOverloadDecl.newGlobalOverload(overload(), PART,
                    SimpleType.DYN, SimpleType.STRING));
        }

        CelFunctionBinding binding() {
            return CelFunctionBinding.from(overload(), Object.class, String.class, find);
        }

        private String overload() {
            return name + "_by_name";
        }
    }

    /** For CEL's checker. */
    static List<CelFunctionDecl> declarations() {
        return Stream.concat(Stream.of(
                one("exists", SimpleType.BOOL, OBJECT),
                one("isReady", SimpleType.BOOL, OBJECT),
                two("ownedBy", SimpleType.BOOL, OBJECT, OBJECT),
                two("endedByLiveness", SimpleType.BOOL, OBJECT, SimpleType.STRING),
                two("selects", SimpleType.BOOL, OBJECT, OBJECT),
                two("renders", SimpleType.BOOL, OBJECT, OBJECT),
                CelFunctionDecl.newFunctionDeclaration("followsValues", CelOverloadDecl.newGlobalOverload(
                        overload("followsValues"), SimpleType.BOOL, OBJECT, OBJECT, SimpleType.STRING)),
                one("containers", PARTS, OBJECT),
                one("claimNames", PARTS, OBJECT),
                one("quantity", SimpleType.DYN, SimpleType.DYN),
                one("numbers", ListType.create(SimpleType.INT), SimpleType.DYN),
                CelFunctionDecl.newFunctionDeclaration("growing",
                        CelOverloadDecl.newGlobalOverload(overload("growing"), ListType.create(SimpleType.INT), PARTS),
                        CelOverloadDecl.newGlobalOverload(GROWING_BY_LESS, ListType.create(SimpleType.INT), PARTS,
                                SimpleType.INT))),
                OF_PARTS.stream().map(OfPart::declaration)).toList();
    }

    @Override
    public void setRuntimeOptions(CelRuntimeBuilder runtime) {
        bind(runtime, "exists", CelFunctionBinding.from(overload("exists"), Object.class, object -> true));
        bind(runtime, "isReady", CelFunctionBinding.from(overload("isReady"), Object.class, Functions::isReady));
        bind(runtime, "ownedBy",
                CelFunctionBinding.from(overload("ownedBy"), Object.class, Object.class, Functions::ownedBy));
        bind(runtime, "endedByLiveness",
                CelFunctionBinding.from(overload("endedByLiveness"), Object.class, String.class,
                        LivenessKill::mayHaveEnded));
        bind(runtime, "selects",
                CelFunctionBinding.from(overload("selects"), Object.class, Object.class, PodParts::selects));
        bind(runtime, "renders",
                CelFunctionBinding.from(overload("renders"), Object.class, Object.class, ChartParts::renders));
        bind(runtime, "followsValues", CelFunctionBinding.from(overload("followsValues"),
                List.of(Object.class, Object.class, String.class),
                arguments -> ChartParts.followsValues(arguments[0], arguments[1], (String) arguments[2])));
        bind(runtime, "containers",
                CelFunctionBinding.from(overload("containers"), Object.class, PodParts::containers));
        bind(runtime, "claimNames",
                CelFunctionBinding.from(overload("claimNames"), Object.class, PodParts::claimNames));
        bind(runtime, "quantity", CelFunctionBinding.from(overload("quantity"), Object.class, Functions::quantity));
        bind(runtime, "numbers", CelFunctionBinding.from(overload("numbers"), Object.class, Functions::numbers));
        runtime.addFunctionBindings(CelFunctionBinding.fromOverloads("growing",
                CelFunctionBinding.from(overload("growing"), Object.class,
                        readings -> Growth.growing(readings, Long.MAX_VALUE)),
                CelFunctionBinding.from(GROWING_BY_LESS, Object.class, Long.class, Growth::growing)));
        OF_PARTS.forEach(function -> bind(runtime, function.name(), function.binding()));
    }

    private static void bind(CelRuntimeBuilder runtime, String name, CelFunctionBinding binding) {
        runtime.addFunctionBindings(CelFunctionBinding.fromOverloads(name, binding));
    }

    private static CelFunctionDecl one(String name, CelType result, CelType argument) {
        return CelFunctionDecl.newFunctionDeclaration(name,
                CelOverloadDecl.newGlobalOverload(overload(name), result, argument));
    }

    private static CelFunctionDecl two(String name, CelType result, CelType first, CelType second) {
        return CelFunctionDecl.newFunctionDeclaration(name,
                CelOverloadDecl.newGlobalOverload(overload(name), result, first, second));
    }

    private static String overload(String name) {
        return name + "_of_object";
    }

    private static boolean isReady(Object pod) {
        return Tree.field(pod, "metadata", "deletionTimestamp").isEmpty() && condition(pod, "Ready")
                .filter(condition -> Tree.is(Tree.field(condition, "status"), "True")).isPresent();
    }

    private static Optional<Object> condition(Object object, String type) {
        return Tree.list(Tree.field(object, "status", "conditions"))
                .filter(condition -> Tree.is(Tree.field(condition, "type"), type)).findFirst();
    }

    private static boolean ownedBy(Object object, Object owner) {
        Optional<Object> uid = Tree.field(owner, "metadata", "uid");
        return uid.isPresent() && Tree.list(Tree.field(object, "metadata", "ownerReferences")).anyMatch(
                reference -> Tree.is(Tree.field(reference, "controller"), true)
                        && Tree.is(Tree.field(reference, "uid"), uid.get()));
    }

    private static List<Long> numbers(Object text) {
        return NUMBER.matcher(Values.fill(text)).results().map(found -> Long.valueOf(found.group())).toList();
    }

    private static double quantity(Object text) throws CelEvaluationException {
        String written = Values.fill(text);
        return Quantity.parse(written).map(BigDecimal::doubleValue)
                .orElseThrow(() -> faulty("'" + written + "' is not a quantity"));
    }

    static CelEvaluationException faulty(String message) {
        return CelEvaluationExceptionBuilder.newBuilder(message).setErrorCode(CelErrorCode.BAD_FORMAT).build();
    }
}
