package io.github.outpostrecovery.lab.asl.definition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StateMachineDefinitionTest {
    private static StateMachineDefinition parse(String text) {
        return StateMachineDefinition.parse(text.replace('\'', '"').replace('~', '\''), Map.of());
    }

    private static String machine(String fields) {
        return "{'StartAt':'S','States':{'S':{" + fields + "},'T':{'Type':'Succeed'}}}";
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            'Type':'Pass','Next':'T','Foo':1                         | State "S", field Foo: is not a field that may stand here
            'Type':'Pass','Next':'T','Retry':[]                      | State "S", field Retry: is not a field
            'Type':'Fail','Next':'T'                                 | State "S", field Next: is not a field
            'Type':'Fail','InputPath':'$'                            | State "S", field InputPath: is not a field
            'Type':'Choice','Choices':[{'Variable':'$.a','IsNull':true,'Next':'T'}],'Next':'T' | State "S", field Next: is not a field
            'Type':'Nap','Next':'T'                                  | State "S", field Type: there is no state type Nap
            'Next':'T'                                               | State "S", field Type: is missing
            'Type':'Parallel','Next':'T'                             | State "S", field Type: Parallel states are not supported
            'Type':'Map','Next':'T'                                  | State "S", field Type: Map states are not supported
            'Type':'Pass','QueryLanguage':'JSONata','Next':'T'       | State "S", field QueryLanguage: only JSONPath is supported, not JSONata
            'Type':'Pass','Assign':{},'Next':'T'                     | State "S", field Assign: variables are not supported
            'Type':'Pass','Arguments':{},'Next':'T'                  | State "S", field Arguments: JSONata is not supported
            'Type':'Pass','Output':{},'Next':'T'                     | State "S", field Output: JSONata is not supported
            'Type':'Pass','Comment':1,'Next':'T'                     | State "S", field Comment: must be a string
            'Type':'Pass'                                            | State "S", field Next: neither Next nor End is given
            'Type':'Pass','Next':'T','End':true                      | State "S": only one of Next, End may be given
            'Type':'Pass','End':false                                | State "S", field End: must be true
            'Type':'Pass','Next':'X'                                 | State "S", field Next: there is no state "X"
            'Type':'Pass','End':true                                 | State "T", field Next: no state leads to it
            'Type':'Pass','Next':'T','InputPath':'x'                 | State "S", field InputPath: 'x' is not a JSONPath
            'Type':'Pass','Next':'T','InputPath':'$.a['              | State "S", field InputPath: '$.a[' is not a JSONPath
            'Type':'Pass','Next':'T','InputPath':'$.a b'             | State "S", field InputPath: '$.a b' is not a JSONPath
            'Type':'Pass','Next':'T','InputPath':'$.a.length()'      | State "S", field InputPath: '$.a.length()' calls a JSONPath function
            'Type':'Pass','Next':'T','OutputPath':1                  | State "S", field OutputPath: must be a string
            'Type':'Pass','Next':'T','ResultPath':'$.a[*]'           | State "S", field ResultPath: '$.a[*]' is not a reference path
            'Type':'Pass','Next':'T','ResultPath':'$$.a'             | State "S", field ResultPath: '$$.a' is not a reference path
            'Type':'Pass','Next':'T','Result':1,'Parameters':{}      | State "S": only one of Result, Parameters may be given
            'Type':'Pass','Next':'T','Parameters':[1]                | State "S", field Parameters: a payload template must be an object
            'Type':'Pass','Next':'T','Parameters':{'a.$':1}          | State "S", field Parameters: the field 'a.$' must be a string
            'Type':'Pass','Next':'T','Parameters':{'a.$':'b'}        | State "S", field Parameters: the field 'a.$': 'b' is neither a path
            'Type':'Pass','Next':'T','Parameters':{'a.$':'States.No()'} | there is no intrinsic function States.No
            'Type':'Pass','Next':'T','Parameters':{'a':1,'a.$':'$'}  | the field 'a' occurs both with and without .$
            'Type':'Pass','Next':'T','Parameters':{'b':{'a':'$.x'}}  | the field 'a' holds the expression '$.x' but its name does not end in .$
            'Type':'Pass','Next':'T','Parameters':{'a.$':'$$.Task.Token'} | $$.Task exists only in the Parameters of .waitForTaskToken tasks
            'Type':'Task','Next':'T'                                 | State "S", field Resource: is missing
            'Type':'Task','Resource':'r','Next':'T','Parameters':{'a.$':'$$.Task.Token'} | $$.Task exists only
            'Type':'Task','Resource':'r.waitForTaskToken','Next':'T','Parameters':{'a':1} | State "S", field Parameters: must pass $$.Task.Token on
            'Type':'Task','Resource':'r','Next':'T','TimeoutSeconds':0 | State "S", field TimeoutSeconds: must be an integer from 1
            'Type':'Task','Resource':'r','Next':'T','TimeoutSeconds':1,'TimeoutSecondsPath':'$.t' | State "S": only one of TimeoutSeconds, TimeoutSecondsPath
            'Type':'Task','Resource':'r','Next':'T','HeartbeatSeconds':1 | State "S", field HeartbeatSeconds: only a .waitForTaskToken task
            'Type':'Task','Resource':'r.waitForTaskToken','Parameters':{'t.$':'$$.Task.Token'},'Next':'T','TimeoutSeconds':5,'HeartbeatSeconds':5 | must be less than TimeoutSeconds
            'Type':'Task','Resource':'r','Next':'T','Credentials':{} | State "S", field Credentials
            'Type':'Task','Resource':'r','Next':'T','Retry':{}       | State "S", field Retry: must be an array of at least one element
            'Type':'Task','Resource':'r','Next':'T','Retry':[{'MaxAttempts':1}] | State "S", Retry[0], field ErrorEquals: is missing
            'Type':'Task','Resource':'r','Next':'T','Retry':[{'ErrorEquals':[]}] | State "S", Retry[0], field ErrorEquals: must be an array
            'Type':'Task','Resource':'r','Next':'T','Retry':[{'ErrorEquals':['A','A']}] | holds A twice
            'Type':'Task','Resource':'r','Next':'T','Retry':[{'ErrorEquals':['States.ALL','A']}] | States.ALL must stand alone and come last
            'Type':'Task','Resource':'r','Next':'T','Retry':[{'ErrorEquals':['States.ALL']},{'ErrorEquals':['A']}] | Retry[0], field ErrorEquals: States.ALL must stand alone and come last
            'Type':'Task','Resource':'r','Next':'T','Retry':[{'ErrorEquals':['States.Runtime']}] | can be neither retried nor caught
            'Type':'Task','Resource':'r','Next':'T','Retry':[{'ErrorEquals':['States.DataLimitExceeded']}] | can be neither retried nor caught
            'Type':'Task','Resource':'r','Next':'T','Retry':[{'ErrorEquals':['States.Timeouts']}] | a task never reports States.Timeouts
            'Type':'Task','Resource':'r','Next':'T','Retry':[{'ErrorEquals':['A'],'BackoffRate':0.9}] | Retry[0], field BackoffRate: must be a number of at least 1.0
            'Type':'Task','Resource':'r','Next':'T','Retry':[{'ErrorEquals':['A'],'IntervalSeconds':0}] | field IntervalSeconds: must be an integer from 1
            'Type':'Task','Resource':'r','Next':'T','Retry':[{'ErrorEquals':['A'],'IntervalSeconds':1.5}] | field IntervalSeconds: must be an integer
            'Type':'Task','Resource':'r','Next':'T','Retry':[{'ErrorEquals':['A'],'MaxAttempts':-1}] | field MaxAttempts: must be an integer from 0
            'Type':'Task','Resource':'r','Next':'T','Retry':[{'ErrorEquals':['A'],'IntervalSeconds':5,'MaxDelaySeconds':5}] | field MaxDelaySeconds: must be greater than IntervalSeconds
            'Type':'Task','Resource':'r','Next':'T','Retry':[{'ErrorEquals':['A'],'JitterStrategy':'HALF'}] | field JitterStrategy: must be FULL or NONE
            'Type':'Task','Resource':'r','Next':'T','Retry':[{'ErrorEquals':['A'],'Next':'T'}] | Retry[0], field Next: is not a field
            'Type':'Task','Resource':'r','Next':'T','Catch':[{'ErrorEquals':['A']}] | State "S", Catch[0], field Next: is missing
            'Type':'Task','Resource':'r','Next':'T','Catch':[{'ErrorEquals':['A'],'Next':'X'}] | there is no state "X"
            'Type':'Task','Resource':'r','Next':'T','Catch':[{'ErrorEquals':['States.ALL'],'Next':'T'},{'ErrorEquals':['A'],'Next':'T'}] | States.ALL must stand alone and come last
            'Type':'Task','Resource':'r','Next':'T','Catch':[{'ErrorEquals':['A'],'Next':'T','Assign':{}}] | Catch[0], field Assign: variables are not supported
            'Type':'Wait','Next':'T'                                 | one of Seconds, SecondsPath, Timestamp and TimestampPath must be given
            'Type':'Wait','Seconds':1,'Timestamp':'2026-02-10T06:05:00Z','Next':'T' | only one of Seconds, Timestamp may be given
            'Type':'Wait','Seconds':-1,'Next':'T'                    | State "S", field Seconds: must be an integer from 0
            'Type':'Wait','Timestamp':'2026-02-10','Next':'T'        | State "S", field Timestamp: must be a timestamp
            'Type':'Wait','Timestamp':'2026-02-30T06:05:00Z','Next':'T' | State "S", field Timestamp: must be a timestamp
            'Type':'Wait','SecondsPath':'$.a[*]','Next':'T'          | State "S", field SecondsPath: '$.a[*]' is not a reference path
            'Type':'Fail','Error':'E','ErrorPath':'$.e'              | State "S": only one of Error, ErrorPath may be given
            'Type':'Choice','Default':'T'                            | State "S", field Choices: is missing
            'Type':'Choice','Choices':[]                             | State "S", field Choices: must be an array of at least one element
            'Type':'Choice','Choices':[{'Variable':'$.a','IsNull':true}] | State "S", Choices[0], field Next: is missing
            'Type':'Choice','Choices':[{'Variable':'$.a','IsNull':true,'Next':'X'}] | there is no state "X"
            'Type':'Choice','Choices':[{'Next':'T'}]                 | State "S", field Choices[0]: a choice rule must have exactly one operator, not []
            'Type':'Choice','Choices':[{'Variable':'$.a','IsNull':true,'StringEquals':'b','Next':'T'}] | exactly one operator
            'Type':'Choice','Choices':[{'Variable':'$.a','StringLike':'b','Next':'T'}] | there is no comparison operator StringLike
            'Type':'Choice','Choices':[{'Variable':'$.a','BooleanLessThan':true,'Next':'T'}] | there is no comparison operator BooleanLessThan
            'Type':'Choice','Choices':[{'Variable':'$.a','StringEquals':1,'Next':'T'}] | StringEquals must be of type String
            'Type':'Choice','Choices':[{'Variable':'$.a','TimestampEquals':'x','Next':'T'}] | TimestampEquals must be of type Timestamp
            'Type':'Choice','Choices':[{'Variable':'$.a','IsPresent':'yes','Next':'T'}] | IsPresent must be true or false
            'Type':'Choice','Choices':[{'StringEquals':'b','Next':'T'}] | must have a Variable that is a path
            'Type':'Choice','Choices':[{'Variable':'$.a[*]','StringEquals':'b','Next':'T'}] | is not a reference path
            'Type':'Choice','Choices':[{'Variable':'$.a','StringEqualsPath':'b','Next':'T'}] | is not a reference path
            'Type':'Choice','Choices':[{'And':[],'Next':'T'}]        | And must be an array of at least one rule
            'Type':'Choice','Choices':[{'And':[{'Variable':'$.a','IsNull':true,'Next':'T'}],'Next':'T'}] | Next may stand only in the rules at the top
            'Type':'Choice','Choices':[{'Not':[],'Next':'T'}]        | a choice rule must be an object
            'Type':'Choice','Choices':[{'Condition':'{% true %}','Next':'T'}] | State "S", Choices[0], field Condition: JSONata is not supported
            'Type':'Choice','Choices':[{'Variable':'$.a','IsNull':true,'Next':'T'}],'Default':'X' | there is no state "X"
            """)
    void parse_refuses_a_state_and_says_where(String fields, String message) {
        assertThatThrownBy(() -> parse(machine(fields)))
                .isInstanceOf(InvalidDefinition.class)
                .hasMessageContaining(message)
                .hasMessageContaining("State \"");
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {                                                             | line 1: not JSON
            {} {}                                                         | not JSON
            []                                                            | State machine: must be an object
            {'States':{'S':{'Type':'Succeed'}}}                           | State machine, field StartAt: is missing
            {'StartAt':'S'}                                               | State machine, field States: is missing
            {'StartAt':'S','States':{}}                                   | field States: must be an object of at least one state
            {'StartAt':'X','States':{'S':{'Type':'Succeed'}}}             | field StartAt: there is no state "X"
            {'StartAt':'S','Foo':1,'States':{'S':{'Type':'Succeed'}}}     | State machine, field Foo: is not a field
            {'StartAt':'S','Version':'2.0','States':{'S':{'Type':'Succeed'}}} | field Version: must be 1.0
            {'StartAt':'S','TimeoutSeconds':0,'States':{'S':{'Type':'Succeed'}}} | field TimeoutSeconds: must be an integer from 1
            {'StartAt':'S','QueryLanguage':'JSONata','States':{'S':{'Type':'Succeed'}}} | only JSONPath is supported
            {'StartAt':'S','States':{'S':{'Type':'Succeed'},'S':{'Type':'Succeed'}}} | not JSON: Duplicate
            {'StartAt':'S','States':{'S':[]}}                             | State "S": must be an object
            {'StartAt':'S','States':{'':{'Type':'Succeed'}}}              | a name must have from 1 to 80 characters
            {'StartAt':'S','States':{'S':{'Type':'Pass','Next':'S'}}}     | no state ends the execution
            {'StartAt':'S','Comment':'${Table}','States':{'S':{'Type':'Succeed'}}} | there is no substitution for ${Table}
            """)
    void parse_refuses_a_machine_and_says_why(String text, String message) {
        assertThatThrownBy(() -> parse(text))
                .isInstanceOf(InvalidDefinition.class)
                .hasMessageContaining(message);
    }

    @Test
    void parse_refuses_a_name_of_81_characters() {
        String name = "n".repeat(81);

        assertThatThrownBy(() -> parse("{'StartAt':'" + name + "','States':{'" + name + "':{'Type':'Succeed'}}}"))
                .hasMessageContaining("from 1 to 80 characters");
    }

    @Test
    void parse_substitutes_names_everywhere_and_leaves_format_braces_alone() {
        String text = """
                {"Comment":"${Table}","StartAt":"S","States":{"S":{"Type":"Pass","End":true,
                "Parameters":{"t":"${Table}-${Stage}","f.$":"States.Format('${} and {}', $.a, $.b)"}}}}""";

        StateMachineDefinition definition =
                StateMachineDefinition.parse(text, Map.of("Table", "records", "Stage", "live", "Unused", "x"));

        assertThat(definition.json()).contains("\"records-live\"").contains("'${} and {}'");
    }

    @Test
    void parse_refuses_a_substitution_that_would_break_the_text() {
        String text = "{\"Comment\":\"${Table}\",\"StartAt\":\"S\",\"States\":{\"S\":{\"Type\":\"Succeed\"}}}";

        assertThatThrownBy(() -> StateMachineDefinition.parse(text, Map.of("Table", "a\",\"b")))
                .hasMessageContaining("the substitution for ${Table} holds a quote");
        assertThatThrownBy(() -> StateMachineDefinition.parse(text, Map.of("Table", "${Other}")))
                .isInstanceOf(InvalidDefinition.class);
    }

    @Test
    void parse_takes_everything_that_is_supported() {
        StateMachineDefinition definition = parse("""
                {'Comment':'c','Version':'1.0','QueryLanguage':'JSONPath','TimeoutSeconds':60,'StartAt':'A','States':{
                'A':{'Type':'Task','Comment':'c','Resource':'r.waitForTaskToken','InputPath':'$.a','OutputPath':'$.b',
                  'Parameters':{'t.$':'States.Format(~{}~, $$.Task.Token)'},'ResultSelector':{'r.$':'$.x'},'ResultPath':'$.r',
                  'TimeoutSecondsPath':'$.t','HeartbeatSecondsPath':'$.h',
                  'Retry':[{'ErrorEquals':['States.TaskFailed','X'],'IntervalSeconds':1,'MaxAttempts':0,'BackoffRate':1,
                    'MaxDelaySeconds':9,'JitterStrategy':'FULL','Comment':'c'},{'ErrorEquals':['States.ALL']}],
                  'Catch':[{'ErrorEquals':['States.Timeout'],'ResultPath':null,'Next':'B','Comment':'c'}],'Next':'B'},
                'B':{'Type':'Choice','Comment':'c','Choices':[{'Comment':'c','Not':{'Comment':'c','Variable':'$$.State.Name',
                  'StringMatches':'a*'},'Next':'C'}],'Default':'D'},
                'C':{'Type':'Wait','SecondsPath':'$.s','Next':'E'},
                'D':{'Type':'Fail','Error':'E','CausePath':'$.c'},
                'E':{'Type':'Succeed','InputPath':null}}}""");

        assertThat(definition.states()).containsOnlyKeys("A", "B", "C", "D", "E");
        assertThat(definition.startAt()).isEqualTo("A");
        assertThat(definition.timeoutSeconds()).hasValue(60);
    }
}
