package io.github.outpostrecovery.lab.asl.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.outpostrecovery.lab.asl.path.InvalidExpression;
import io.github.outpostrecovery.lab.asl.path.JsonText;
import io.github.outpostrecovery.lab.asl.path.Scope;
import io.github.outpostrecovery.lab.asl.path.StateError;
import io.github.outpostrecovery.lab.chance.SplitMix64;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IntrinsicFunctionTest {
    private static final JsonNode DATA = JsonText.parseOwn("""
            {"name":"Ann","n":2,"list":[1,2,3],"object":{"a":1},"other":{"a":2,"b":{}},"flag":true,"none":null,
            "json":"{\\"k\\":[1]}","text":"1+2,3","a,b":")"}""");

    private static JsonNode evaluate(String expression, SplitMix64 random) {
        JsonNode context = JsonText.parseOwn("{\"Execution\":{\"Name\":\"run\"}}");
        return Expression.parse(expression).evaluate(new Scope(DATA, context, random), "f.$");
    }

    private static JsonNode evaluate(String expression) {
        return evaluate(expression, new SplitMix64(1));
    }

    @ParameterizedTest(name = "{0} = {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            States.Format('Hello, {}!', $.name)                  | "Hello, Ann!"
            States.Format('{}{} {} {}', $.n, $.flag, $.none, 1.5) | "2true null 1.5"
            States.Format('no values')                           | "no values"
            States.Format('')                                    | ""
            States.Format('\\{\\} \\' \\\\ {}', 'x')             | "{} ' \\\\ x"
            States.Format('{}', $$.Execution.Name)               | "run"
            States.Format('{}', $['a,b'])                        | ")"
            States.Format('{}#{}',$.name,States.Format('{}', 7)) | "Ann#7"
            States.StringToJson($.json)                          | {"k":[1]}
            States.StringToJson('[1, 2]')                        | [1,2]
            States.JsonToString($.object)                        | "{\\"a\\":1}"
            States.JsonToString($.name)                          | "\\"Ann\\""
            States.Array()                                       | []
            States.Array($.n, 'x', null, true, -4, 1.5)          | [2,"x",null,true,-4,1.5]
            States.ArrayLength($.list)                           | 3
            States.ArrayLength($.list[?(@ > 1)])                 | 2
            States.ArrayLength(States.Array())                   | 0
            States.ArrayGetItem($.list, 0)                       | 1
            States.ArrayGetItem($.list, States.MathAdd($.n, -1)) | 2
            States.ArrayContains($.list, 2)                      | true
            States.ArrayContains($.list, 2.0)                    | true
            States.ArrayContains($.list, '2')                    | false
            States.ArrayContains(States.Array($.object), $.object) | true
            States.MathAdd($.n, 40)                              | 42
            States.JsonMerge($.object, $.other, false)           | {"a":2,"b":{}}
            States.Hash('abc', 'MD5')                            | "900150983cd24fb0d6963f7d28e17f72"
            States.Hash('abc', 'SHA-1')                          | "a9993e364706816aba3e25717850c26c9cd0d89d"
            States.Hash('abc', 'SHA-256')                        | "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
            States.StringSplit($.text, '+')                      | ["1","2,3"]
            States.StringSplit($.text, '+,')                     | ["1","2","3"]
            States.StringSplit(',a,,b,', ',')                    | ["a","b"]
            """)
    void evaluate_yields_what_the_documentation_says(String expression, String expected) {
        assertThat(evaluate(expression)).isEqualTo(JsonText.parseOwn(expected));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "States.Format('{}', $.list)",
                "States.Format('{}', $.object)",
                "States.StringToJson('{')",
                "States.StringToJson('')",
                "States.StringToJson('1 2')",
                "States.StringToJson($.n)",
                "States.ArrayLength($.name)",
                "States.ArrayGetItem($.list, 3)",
                "States.ArrayGetItem($.list, -1)",
                "States.ArrayGetItem($.list, 1.0)",
                "States.ArrayContains($.object, 1)",
                "States.MathAdd($.n, 'x')",
                "States.MathAdd($.n, 0.5)",
                "States.MathAdd(2147483647, 1)",
                "States.MathAdd(2147483648, 0)",
                "States.JsonMerge($.object, $.other, true)",
                "States.JsonMerge($.object, $.list, false)",
                "States.Hash('abc', 'CRC32')",
                "States.Hash($.object, 'MD5')",
                "States.StringSplit($.list, ',')"
            })
    void evaluate_fails_when_arguments_do_not_fit(String expression) {
        assertThatThrownBy(() -> evaluate(expression))
                .isInstanceOfSatisfying(
                        StateError.class, error -> assertThat(error.error()).isEqualTo("States.IntrinsicFailure"));
    }

    @Test
    void evaluate_is_a_runtime_error_when_a_path_matches_nothing() {
        assertThatThrownBy(() -> evaluate("States.Format('{}', States.ArrayLength($.absent))"))
                .isInstanceOfSatisfying(
                        StateError.class, error -> assertThat(error.error()).isEqualTo("States.Runtime"))
                .hasMessageContaining("'$.absent' specified for the field 'f.$'");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "States.Format",
                "States.Format(",
                "States.Format()",
                "States.Format($.name)",
                "States.Format('{}')",
                "States.Format('x', 1)",
                "States.Format('{', 1)",
                "States.Format('{ }', 1)",
                "States.Format('\\n')",
                "States.Format('x'",
                "States.Format('x",
                "States.Format('x\\",
                "States.Format('x')x",
                "States.MathAdd(1)",
                "States.MathAdd(1, 2, 3)",
                "States.MathAdd(1,, 2)",
                "States.MathAdd(1 2)",
                "States.MathAdd(01, 2)",
                "States.UUID(1)",
                "States.Array(x)",
                "States.Array($.a.length())",
                "States.MathRandom(1, 2)",
                "States.format('x')",
                "Format('x')"
            })
    void parse_refuses_what_is_not_an_intrinsic_function(String expression) {
        assertThatThrownBy(() -> Expression.parse(expression)).isInstanceOf(InvalidExpression.class);
    }

    @Test
    void parse_refuses_more_than_ten_levels() {
        String ten = "States.Array(".repeat(10) + ")".repeat(10);

        assertThat(Expression.parse(ten)).isNotNull();
        assertThatThrownBy(() -> Expression.parse("States.Array(" + ten + ")"))
                .hasMessageContaining("nested deeper than 10");
    }

    @Test
    void uuid_is_random_version_4_and_the_same_for_the_same_seed() {
        UUID first =
                UUID.fromString(evaluate("States.UUID()", new SplitMix64(7)).textValue());
        UUID again =
                UUID.fromString(evaluate("States.UUID()", new SplitMix64(7)).textValue());
        UUID other =
                UUID.fromString(evaluate("States.UUID()", new SplitMix64(8)).textValue());

        assertThat(first).isEqualTo(again).isNotEqualTo(other);
        assertThat(first.version()).isEqualTo(4);
        assertThat(first.variant()).isEqualTo(2);
    }
}
