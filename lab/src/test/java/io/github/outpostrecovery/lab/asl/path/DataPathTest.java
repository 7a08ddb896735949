package io.github.outpostrecovery.lab.asl.path;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.outpostrecovery.lab.chance.SplitMix64;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DataPathTest {
    private static final Scope SCOPE = new Scope(
            JsonText.parseOwn("""
            {"a":{"b":1,"none":null},"list":[{"k":"x","v":1},{"k":"y","v":2},{"v":3}],"with space":2,"\u00fcber":3,"de-tail":4,
            "empty":[]}"""), JsonText.parseOwn("{\"Execution\":{\"Input\":{\"a\":[5]}}}"), new SplitMix64(1));

    @ParameterizedTest(name = "{0} = {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            $.a.b                             | 1
            $.a.none                          | null
            $['a']['b']                       | 1
            $["a"].b                          | 1
            $['with space']                   | 2
            $.\u00fcber                           | 3
            $.de-tail                         | 4
            $.list[1].k                       | "y"
            $.list[-1].v                      | 3
            $.list[*].v                       | [1,2,3]
            $.list[*].k                       | ["x","y"]
            $.list[0:2].v                     | [1,2]
            $.list[1:].v                      | [2,3]
            $.list[0,2].v                     | [1,3]
            $.list[?(@.k == 'y')].v           | [2]
            $.list[?(@.k == 'a]b')].v         | []
            $.list[?(@['k'])].v               | [1,2]
            $.list[?(@.v > 1 && @.v < 3)].v   | [2]
            $.empty[*]                        | []
            $..k                              | ["x","y"]
            $..nothing                        | []
            $.a.*                             | [1,null]
            $$.Execution.Input.a[0]           | 5
            $$.Execution.Input.a[*]           | [5]
            """)
    void find_yields_what_is_there(String path, String expected) {
        assertThat(DataPath.parse(path).find(SCOPE)).contains(JsonText.parseOwn(expected));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "$.x",
                "$.a.b.c",
                "$.a.none.c",
                "$.list[3]",
                "$.list.k",
                "$.a[0]",
                "$.x[*]",
                "$.x[?(@.a == 1)]",
                "$$.Task.Token"
            })
    void find_is_empty_when_nothing_is_there(String path) {
        Optional<JsonNode> found = DataPath.parse(path).find(SCOPE);

        assertThat(found).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a",
                "@.a",
                "$.",
                "$a",
                "$..",
                "$.a.",
                "$.a..",
                "$.a[",
                "$.a]",
                "$.a[]",
                "$.a[x]",
                "$.a['b]",
                "$.a['b','c']",
                "$.a b",
                "$. a",
                "$.1a",
                "$.a.length()",
                "$.a.sum()",
                "$.a[?(@.b >)]",
                "$.a[?()]",
                "$.a[(@.length-1)]",
                "$$$.a"
            })
    void parse_refuses_what_is_no_path(String path) {
        assertThatThrownBy(() -> DataPath.parse(path)).isInstanceOf(InvalidExpression.class);
    }
}
