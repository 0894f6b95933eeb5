package dev.statelab.core.expression;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelOptions;
import dev.cel.common.CelValidationException;
import dev.cel.common.CelValidationResult;
import dev.cel.common.CelVarDecl;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.extensions.CelExtensions;
import dev.cel.parser.CelStandardMacro;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CheckersTest {

    private static final CelOptions OPTIONS = CelOptions.current().enableHeterogeneousNumericComparisons(true)
            .enableOptionalSyntax(true).build();
    private static final Set<CelVarDecl> VARIABLES = Set.of(
            CelVarDecl.newVarDeclaration("set", MapType.create(SimpleType.STRING, SimpleType.DYN)),
            CelVarDecl.newVarDeclaration("text", SimpleType.STRING));

    /** CEL's own compiler, with all functions at once. */
    private static final CelCompiler WHOLE = CelCompilerFactory.standardCelCompilerBuilder().setOptions(OPTIONS)
            .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
            .addLibraries(CelExtensions.optional(), CelExtensions.strings(), CelExtensions.lists(),
                    CelExtensions.bindings())
            .addFunctionDeclarations(Functions.declarations()).addVarDeclarations(VARIABLES).build();

    private static String described(CelValidationResult result) {
        try {
            CelAbstractSyntaxTree checked = result.getAst();
            return checked.getResultType() + " " + checked.getTypeMap() + " " + checked.getReferenceMap() + " "
                    + checked.getExpr();
        } catch (CelValidationException e) {
            return String.valueOf(e.getMessage());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "true",
        "set.spec.replicas == 3 && !(text in ['a']) || set.a[0] != null",
        "1 < 2.0 && 1u <= 2 && text >= 'a' && duration('1s') > duration('2s')",
        "set.list.filter(x, x.y > 1).map(x, x.z + 1).exists(x, x % 2 == 0)",
        "set.?a.?b[?0].orValue(optional.of(1).value()) == optional.none().hasValue()",
        "optional.ofNonZeroValue(text).optMap(x, x.upperAscii()).or(optional.none())",
        "cel.bind(x, set.a, size(x) + x.size() + text.size() + [1, 2].size())",
        "text.split(',').join('-').replace('a', 'b').substring(1).trim().matches('.*')",
        "[3, 1].sort() + set.list.flatten() + lists.range(3) + set.list.sortBy(x, x.name)",
        "int(text) + int('1') - int(2u) * size(text) / -3",
        "string(1) + text + type(1.0).format([])",
        "type(set.a) == map || type(text) == string || type(1) == optional_type(int)",
        "container(set, 'app').orValue({}).?image.orValue('').contains(':')",
        "quantity('1Mi') >= quantity(set.a) ? text : numbers(text)",
        "timestamp(text).getFullYear('UTC') - timestamp('2024-01-01T00:00:00Z').getFullYear()",
        "text.format([1]) == strings.quote(text)",
        "1 + 'a'",
        "set.a < [1]",
        "text.size(1)",
        "size()",
        "nobody",
        "nobody.nothing(text)",
        "no_function(set)",
        "text.no_function()",
        "sort([1]) == range(3)",
        "of(1) == none()",
        "optional.nothing(1)",
        "container(set)",
        "container(1, 'app')",
        "true && 1",
        "!text",
        "[1, 'a'] == {text: 1, 2: 'b'}",
        "text ? 1 : 2",
        "set.all(x, text)"
    })
    void an_expression_comes_to_the_same_as_with_all_functions_declared(String source) throws Exception {
        CelAbstractSyntaxTree parsed = WHOLE.parse(source).getAst();

        String checked = described(new Checkers(OPTIONS).check(parsed, VARIABLES));

        assertThat(checked).isEqualTo(described(WHOLE.check(parsed)));
    }
}
