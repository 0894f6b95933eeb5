package dev.statelab.core.expression;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelIssue;
import dev.cel.common.CelOptions;
import dev.cel.common.CelValidationException;
import dev.cel.common.CelVarDecl;
import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import dev.cel.extensions.CelExtensions;
import dev.cel.parser.CelParser;
import dev.cel.parser.CelParserFactory;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import dev.cel.runtime.Program;
import dev.statelab.core.Limits;
import dev.statelab.core.expression.CheckedExpressions.Checked;
import dev.statelab.core.expression.Compilation.Complaint;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Compiles the expressions of one task. CEL with optional fields ({@code a.?b.orValue(c)}), the standard
 * string and list functions, {@code cel.bind}, and {@link Functions}. Not safe for use by many threads.
 */
public final class ExpressionCompiler {

    /** Under this name an expression finds the random values of the evaluation. */
    public static final String RANDOM = "random";

    private static final Pattern UNDECLARED = Pattern.compile("undeclared reference to '([^']*)'.*", Pattern.DOTALL);

    /** The types of what may be true or false. */
    private static final Set<String> CONDITIONS = Set.of(SimpleType.BOOL.name(), SimpleType.DYN.name());

    private static final CelOptions OPTIONS = CelOptions.current()
            .enableHeterogeneousNumericComparisons(true)
            .enableOptionalSyntax(true)
            .comprehensionMaxIterations(Limits.EXPRESSION_ITERATIONS)
            .build();

    private final Checkers checkers = new Checkers(OPTIONS);

    private final Map<Map<String, Shape>, Set<CelVarDecl>> scopes = new HashMap<>();
    private final Map<String, Shape> shapes;
    private final CheckedExpressions checked;
    private final Map<Wanted, Expression> compiled = new HashMap<>();

    /**
     * All that an expression depends on. In lab-14, half of them repeat another one.
     *
     * @param mentioned of the names that it may refer to, those that it can, because they are in its text
     */
    private record Wanted(String source, Set<String> mentioned) {}

    /** What is known of the values that a name stands for; mistakes that follow from it are found while compiling. */
    public enum Shape {
        OBJECT(MapType.create(SimpleType.STRING, SimpleType.DYN)),
        LIST_OF_OBJECTS(ListType.create(OBJECT.type)),
        TEXTS(MapType.create(SimpleType.STRING, SimpleType.STRING)),
        ANYTHING(SimpleType.DYN);

        private final CelType type;

        Shape(CelType type) {
            this.type = type;
        }
    }

    /** Made when it is first needed, which it is not where all expressions are known to be right. */
    private static final class Parsing {
        private static final CelParser PARSER = CelParserFactory.standardCelParserBuilder()
                .setOptions(OPTIONS)
                .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
                .addLibraries(CelExtensions.optional(), CelExtensions.strings(), CelExtensions.lists(),
                        CelExtensions.bindings())
                .build();
    }

    /** Made when it is first needed, or by {@link #prepare()}. */
    private static final class Programs {
        private static final CelRuntime RUNTIME = CelRuntimeFactory.plannerRuntimeBuilder()
                .setOptions(OPTIONS)
                .addLibraries(CelExtensions.optional(), CelExtensions.strings(), CelExtensions.lists(), new Functions())
                .build();
    }

    /**
     * @param shapes of some names; of all others nothing is known
     * @param checked expressions that need not be checked again; what it checks is added
     */
    public ExpressionCompiler(Map<String, Shape> shapes, CheckedExpressions checked) {
        this.shapes = Map.copyOf(shapes);
        this.checked = checked;
    }

    /** Loads what evaluates expressions, which takes longer than to compile many; compiling them does so anyway. */
    public static void prepare() {
        CelRuntime _ = Programs.RUNTIME;
    }

    /**
     * Compiles an expression that is true or false.
     *
     * @param names what it may refer to
     */
    public Compilation<Expression> condition(String source, Set<String> names) {
        Compilation<Expression> compilation = value(source, names);
        return compilation instanceof Compilation.Compiled(Expression expression)
                && !CONDITIONS.contains(expression.type())
                        ? refused(new Complaint("an expression that is true or false",
                                "'" + source + "', which is of type " + expression.type()))
                        : compilation;
    }

    /**
     * Compiles an expression of any type.
     *
     * @param names what it may refer to
     */
    public Compilation<Expression> value(String source, Set<String> names) {
        Wanted wanted = new Wanted(source,
                names.stream().filter(source::contains).collect(Collectors.toUnmodifiableSet()));
        Expression known = compiled.get(wanted);
        if (known != null) {
            return new Compilation.Compiled<>(known);
        }
        try {
            Expression expression = compile(wanted);
            compiled.put(wanted, expression);
            return new Compilation.Compiled<>(expression);
        } catch (CelValidationException e) {
            return new Compilation.Refused<>(
                    e.getErrors().stream().map(issue -> complaint(issue, source, names)).toList());
        } catch (CelEvaluationException e) {
            return refused(new Complaint("an expression that can be evaluated", source + ": " + e.getMessage()));
        }
    }

    private Expression compile(Wanted wanted) throws CelValidationException, CelEvaluationException {
        String source = wanted.source();
        Map<String, Shape> names = wanted.mentioned().stream()
                .collect(Collectors.toUnmodifiableMap(Function.identity(), this::shape));
        Optional<Checked> known = checked.find(source, names);
        if (known.isPresent()) {
            return new Expression(source, known.get().traits(), () -> plan(known.get().ast().get()));
        }
        CelAbstractSyntaxTree ast = checkers
                .check(Parsing.PARSER.parse(source).getAst(),
                        scopes.computeIfAbsent(names, ExpressionCompiler::declare))
                .getAst();
        Program program = Programs.RUNTIME.createProgram(ast);
        ExpressionTraits traits = ExpressionTraits.of(ast, wanted.mentioned());
        checked.add(source, names, new Checked(traits, () -> ast));
        return new Expression(source, traits, () -> program);
    }

    private static Program plan(CelAbstractSyntaxTree kept) {
        try {
            return Programs.RUNTIME.createProgram(kept);
        } catch (CelEvaluationException e) {
            throw new IllegalStateException("none is kept that cannot be evaluated", e);
        }
    }

    private static Set<CelVarDecl> declare(Map<String, Shape> names) {
        return names.entrySet().stream()
                .map(name -> CelVarDecl.newVarDeclaration(name.getKey(), name.getValue().type))
                .collect(Collectors.toUnmodifiableSet());
    }

    private Shape shape(String name) {
        return name.equals(RANDOM) ? Shape.TEXTS : shapes.getOrDefault(name, Shape.ANYTHING);
    }

    private static Complaint complaint(CelIssue issue, String source, Set<String> names) {
        Matcher undeclared = UNDECLARED.matcher(issue.getMessage());
        if (undeclared.matches()) {
            String name = undeclared.group(1);
            return new Complaint("one of " + String.join(", ", names.stream().sorted().toList()) + ", or a function",
                    "'" + name + "'" + Suggestion.among(names, name) + " in '" + source + "'");
        }
        return new Complaint("a CEL expression", "'" + source + "': " + issue.getMessage());
    }

    private static Compilation<Expression> refused(Complaint complaint) {
        return new Compilation.Refused<>(List.of(complaint));
    }
}
