package io.github.outpostrecovery.lab.asl.choice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.outpostrecovery.lab.asl.path.JsonText;
import io.github.outpostrecovery.lab.asl.path.Scope;
import io.github.outpostrecovery.lab.asl.path.StateError;
import io.github.outpostrecovery.lab.chance.SplitMix64;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChoiceRuleTest {
    private static final JsonNode DATA = JsonText.parseOwn("""
            {"s":"b","t":"b","n":2,"m":2.0,"f":2.5,"yes":true,"no":false,"none":null,"list":[],"object":{},
            "file":"log-2026.txt","star":"a*b\\\\c",
            "early":"2026-02-10T06:05:00Z","same":"2026-02-10T07:05:00+01:00","late":"2026-02-10T06:05:00.5Z"}""");

    private static boolean holds(String rule) {
        JsonNode context = JsonText.parseOwn("{\"Execution\":{\"Name\":\"b\"}}");
        return ChoiceRule.parse(JsonText.parseOwn(rule.replace('\'', '"')))
                .holds(new Scope(DATA, context, new SplitMix64(1)));
    }

    @ParameterizedTest(name = "{0} {1}: {2}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            $.s     | 'StringEquals':'b'                | true
            $.s     | 'StringEquals':'B'                | false
            $.n     | 'StringEquals':'2'                | false
            $.none  | 'StringEquals':'null'             | false
            $.s     | 'StringLessThan':'c'              | true
            $.s     | 'StringLessThan':'b'              | false
            $.s     | 'StringGreaterThan':'a'           | true
            $.s     | 'StringGreaterThan':'b'           | false
            $.s     | 'StringLessThanEquals':'b'        | true
            $.s     | 'StringLessThanEquals':'a'        | false
            $.s     | 'StringGreaterThanEquals':'b'     | true
            $.s     | 'StringGreaterThanEquals':'c'     | false
            $.s     | 'StringEqualsPath':'$.t'          | true
            $.s     | 'StringEqualsPath':'$.file'       | false
            $.s     | 'StringEqualsPath':'$$.Execution.Name' | true
            $$.Execution.Name | 'StringEquals':'b'      | true
            $.n     | 'StringLessThanPath':'$.s'        | false
            $.file  | 'StringMatches':'log-*.txt'       | true
            $.file  | 'StringMatches':'log-*.tx'        | false
            $.file  | 'StringMatches':'*'               | true
            $.file  | 'StringMatches':'log-2026_txt'    | false
            $.star  | 'StringMatches':'a\\\\*b\\\\\\\\c' | true
            $.file  | 'StringMatches':'log\\\\*'        | false
            $.n     | 'StringMatches':'*'               | false
            $.n     | 'NumericEquals':2                 | true
            $.n     | 'NumericEquals':2.0               | true
            $.m     | 'NumericEquals':2                 | true
            $.s     | 'NumericEquals':2                 | false
            $.n     | 'NumericLessThan':2.5             | true
            $.n     | 'NumericLessThan':2               | false
            $.f     | 'NumericGreaterThan':2            | true
            $.f     | 'NumericGreaterThan':3            | false
            $.f     | 'NumericLessThanEquals':2.5       | true
            $.f     | 'NumericGreaterThanEquals':2.5    | true
            $.n     | 'NumericEqualsPath':'$.m'         | true
            $.n     | 'NumericLessThanPath':'$.f'       | true
            $.n     | 'NumericGreaterThanPath':'$.f'    | false
            $.n     | 'NumericLessThanEqualsPath':'$.m' | true
            $.n     | 'NumericGreaterThanEqualsPath':'$.m' | true
            $.yes   | 'BooleanEquals':true              | true
            $.yes   | 'BooleanEquals':false             | false
            $.s     | 'BooleanEquals':true              | false
            $.yes   | 'BooleanEqualsPath':'$.no'        | false
            $.early | 'TimestampEquals':'2026-02-10T06:05:00Z' | true
            $.early | 'TimestampEqualsPath':'$.same'    | true
            $.early | 'TimestampLessThanPath':'$.late'  | true
            $.early | 'TimestampGreaterThanPath':'$.late' | false
            $.early | 'TimestampLessThanEqualsPath':'$.same' | true
            $.late  | 'TimestampGreaterThanEquals':'2026-02-10T06:05:00Z' | true
            $.s     | 'TimestampEquals':'2026-02-10T06:05:00Z' | false
            $.none  | 'IsNull':true                     | true
            $.s     | 'IsNull':true                     | false
            $.s     | 'IsNull':false                    | true
            $.s     | 'IsPresent':true                  | true
            $.none  | 'IsPresent':true                  | true
            $.x     | 'IsPresent':true                  | false
            $.x     | 'IsPresent':false                 | true
            $.x.y.z | 'IsPresent':true                  | false
            $.none.y | 'IsPresent':true                 | false
            $.list[0] | 'IsPresent':true                | false
            $.s     | 'IsString':true                   | true
            $.n     | 'IsString':true                   | false
            $.n     | 'IsNumeric':true                  | true
            $.s     | 'IsNumeric':false                 | true
            $.no    | 'IsBoolean':true                  | true
            $.none  | 'IsBoolean':true                  | false
            $.early | 'IsTimestamp':true                | true
            $.s     | 'IsTimestamp':true                | false
            """)
    void holds_answers_as_the_operator_says(String variable, String operator, boolean expected) {
        assertThat(holds("{'Variable':'" + variable + "'," + operator + "}")).isEqualTo(expected);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {'Not':{'Variable':'$.s','StringEquals':'b'}}                                                   | false
            {'And':[{'Variable':'$.s','StringEquals':'b'},{'Variable':'$.n','NumericEquals':2}]}            | true
            {'And':[{'Variable':'$.s','StringEquals':'b'},{'Variable':'$.n','NumericEquals':3}]}            | false
            {'Or':[{'Variable':'$.s','StringEquals':'x'},{'Variable':'$.n','NumericEquals':2}]}             | true
            {'Or':[{'Variable':'$.s','StringEquals':'x'},{'Variable':'$.n','NumericEquals':3}]}             | false
            {'And':[{'Variable':'$.x','IsPresent':true},{'Variable':'$.x','StringEquals':'b'}]}             | false
            {'Or':[{'Variable':'$.x','IsPresent':false},{'Variable':'$.x','StringEquals':'b'}]}             | true
            {'Not':{'Or':[{'And':[{'Variable':'$.yes','BooleanEquals':true}]},{'Variable':'$.s','IsNull':true}]}} | false
            """)
    void holds_combines_rules_and_looks_no_further_than_needed(String rule, boolean expected) {
        assertThat(holds(rule)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'Variable':'$.x','StringEquals':'b'}",
                "{'Variable':'$.x','IsNull':true}",
                "{'Variable':'$.x','IsString':false}",
                "{'Variable':'$.x','StringMatches':'*'}",
                "{'Variable':'$.none.y','StringEquals':'b'}",
                "{'Variable':'$.s','StringEqualsPath':'$.x'}",
                "{'Variable':'$.s','StringEqualsPath':'$.n'}",
                "{'Variable':'$.early','TimestampEqualsPath':'$.s'}",
                "{'Not':{'Variable':'$.x','BooleanEquals':true}}"
            })
    void holds_is_a_runtime_error_when_a_path_finds_nothing_to_compare(String rule) {
        assertThatThrownBy(() -> holds(rule))
                .isInstanceOfSatisfying(
                        StateError.class, error -> assertThat(error.error()).isEqualTo("States.Runtime"));
    }
}
