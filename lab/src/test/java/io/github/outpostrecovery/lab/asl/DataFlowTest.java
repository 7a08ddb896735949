package io.github.outpostrecovery.lab.asl;

import static io.github.outpostrecovery.lab.asl.Bench.json;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DataFlowTest {
    private final Bench bench = new Bench();

    @ParameterizedTest(name = "{0}: {1} -> {2}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            'Comment':'nothing given'                                  | {'a':1}               | {'a':1}
            'InputPath':'$.a'                                          | {'a':{'b':1}}         | {'b':1}
            'InputPath':null                                           | {'a':1}               | {}
            'InputPath':'$.a','ResultPath':'$.r'                       | {'a':1}               | {'a':1,'r':1}
            'InputPath':'$$.Execution.Name'                            | {}                    | "run"
            'OutputPath':'$.a'                                         | {'a':1}               | 1
            'OutputPath':null                                          | {'a':1}               | {}
            'OutputPath':'$$.StateMachine.Name'                        | {}                    | "machine"
            'Result':{'x':1}                                           | {'a':1}               | {'x':1}
            'Result':null                                              | {'a':1}               | null
            'Result':{'x':1},'ResultPath':'$.r'                        | {'a':1}               | {'a':1,'r':{'x':1}}
            'Result':{'x':1},'ResultPath':'$.r.s.t'                    | {'a':1}               | {'a':1,'r':{'s':{'t':{'x':1}}}}
            'Result':7,'ResultPath':'$.a'                              | {'a':1}               | {'a':7}
            'Result':7,'ResultPath':'$.a[1]'                           | {'a':[1,2]}           | {'a':[1,7]}
            'Result':7,'ResultPath':'$.a[1].b'                         | {'a':[1,{}]}          | {'a':[1,{'b':7}]}
            'Result':7,'ResultPath':null                               | {'a':1}               | {'a':1}
            'Result':7,'ResultPath':'$'                                | {'a':1}               | 7
            'Result':7,'ResultPath':'$.r','OutputPath':'$.r'           | {'a':1}               | 7
            'Parameters':{'k':1,'v.$':'$.a'}                           | {'a':[1]}             | {'k':1,'v':[1]}
            'Parameters':{'v.$':'$'},'InputPath':'$.a'                 | {'a':2}               | {'v':2}
            'Parameters':{'n':{'v.$':'$.a'},'l':[{'v.$':'$.a'},3]}     | {'a':2}               | {'n':{'v':2},'l':[{'v':2},3]}
            'Parameters':{'v.$':'$.a'},'ResultPath':'$.p'              | {'a':null}            | {'a':null,'p':{'v':null}}
            'Parameters':{'v.$':'$.a[*].b'}                            | {'a':[{'b':1},{'b':2}]} | {'v':[1,2]}
            'Parameters':{'v.$':'$.a[?(@.b > 1)].b'}                   | {'a':[{'b':1},{'b':2}]} | {'v':[2]}
            'Parameters':{'v.$':'$.a[?(@.b > 5)]'}                     | {'a':[{'b':1},{'b':2}]} | {'v':[]}
            'Parameters':{'v.$':'$.a[0:2]'}                            | {'a':[1,2,3]}         | {'v':[1,2]}
            'Parameters':{'v.$':'$.a[-1]'}                             | {'a':[1,2,3]}         | {'v':3}
            'Parameters':{'v.$':'$..b'}                                | {'a':{'b':1},'b':2}   | {'v':[2,1]}
            'Parameters':{'v.$':'$["a b"].c-d'}                        | {'a b':{'c-d':4}}     | {'v':4}
            """)
    void pass_yields_what_the_specification_says(String fields, String input, String output) {
        bench.deployState("'Type':'Pass','End':true," + fields.replace("[\"a b\"]", "[\\\"a b\\\"]"));

        ExecutionDescription execution = bench.run(input);

        assertThat(execution.error()).isEmpty();
        assertThat(execution.output()).contains(json(output));
    }

    @ParameterizedTest(name = "{0} on {1}: {2}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            'InputPath':'$.x'                      | {'a':1}       | States.Runtime
            'OutputPath':'$.x'                     | {'a':1}       | States.Runtime
            'Parameters':{'v.$':'$.x'}             | {'a':1}       | States.Runtime
            'Parameters':{'v.$':'$.a.b'}           | {'a':null}    | States.Runtime
            'Parameters':{'v.$':'$.a[1]'}          | {'a':[1]}     | States.Runtime
            'Parameters':{'v.$':'$.a[*].x.y'}      | {'b':[1]}     | States.Runtime
            'Parameters':{'v.$':'$$.Execution.No'} | {}            | States.Runtime
            'Parameters':{'v.$':'States.StringToJson($.a)'} | {'a':'{'} | States.IntrinsicFailure
            'Result':1,'ResultPath':'$.a.b'        | {'a':1}       | States.ResultPathMatchFailure
            'Result':1,'ResultPath':'$.a[3]'       | {'a':[1]}     | States.ResultPathMatchFailure
            'Result':1,'ResultPath':'$.b[0]'       | {'a':[1]}     | States.ResultPathMatchFailure
            'Result':1,'ResultPath':'$.b[0].c'     | {'a':[1]}     | States.ResultPathMatchFailure
            'Result':1,'ResultPath':'$.b'          | [1]           | States.ResultPathMatchFailure
            """)
    void pass_fails_when_a_path_does_not_fit(String fields, String input, String error) {
        bench.deployState("'Type':'Pass','End':true," + fields);

        ExecutionDescription execution = bench.run(input);

        assertThat(execution.status()).isEqualTo(ExecutionStatus.FAILED);
        assertThat(execution.error()).contains(error);
    }

    @Test
    void missing_path_names_the_field_and_the_path() {
        bench.deployState("'Type':'Pass','End':true,'Parameters':{'v.$':'$.x'}");

        assertThat(bench.run("{'a':1}").cause())
                .contains(
                        "The JSONPath '$.x' specified for the field 'v.$' could not be found in the input '{\"a\":1}'");
    }

    @Test
    void task_applies_every_step_in_order() {
        bench.work((parameters, context) -> json("{'answer':42,'noise':true}")).deployState("""
                'Type':'Task','Resource':'arn:aws:states:::test:work','End':true,
                'InputPath':'$.in',
                'Parameters':{'fixed':'x','from.$':'$.deep'},
                'ResultSelector':{'picked.$':'$.answer','who.$':'$$.State.Name'},
                'ResultPath':'$.out.here',
                'OutputPath':'$.out'""");

        ExecutionDescription execution = bench.run("{'in':{'deep':[1]},'kept':1}");

        assertThat(bench.calls.getFirst().parameters()).isEqualTo(json("{'fixed':'x','from':[1]}"));
        assertThat(execution.output()).contains(json("{'here':{'picked':42,'who':'S'}}"));
    }

    @Test
    void task_passes_its_effective_input_when_there_are_no_parameters() {
        bench.deployState("'Type':'Task','Resource':'arn:aws:states:::test:work','End':true,'InputPath':'$.in'");

        bench.run("{'in':[1]}");

        assertThat(bench.calls.getFirst().parameters()).isEqualTo(json("[1]"));
    }

    @Test
    void result_does_not_change_the_input_it_is_put_into() {
        bench.deploy("""
                {'StartAt':'A','States':{
                'A':{'Type':'Pass','Result':1,'ResultPath':'$.a.b','Next':'B'},
                'B':{'Type':'Pass','Parameters':{'before.$':'$$.Execution.Input','now.$':'$'},'End':true}}}""");

        assertThat(bench.run("{'a':{'c':0}}").output())
                .contains(json("{'before':{'a':{'c':0}},'now':{'a':{'c':0,'b':1}}}"));
    }

    @Test
    void context_object_has_what_the_service_gives() {
        bench.deployState("""
                'Type':'Task','Resource':'arn:aws:states:::test:work.waitForTaskToken','End':true,
                'Parameters':{'all.$':'$$','token.$':'$$.Task.Token'}""");

        bench.start("{'a':1}");
        bench.drain();

        assertThat(bench.calls.getFirst().parameters().get("all"))
                .isEqualTo(json("""
                        {'Execution':{
                          'Id':'arn:aws:states:us-west-2:123456789012:execution:machine:run','Input':{'a':1},'Name':'run',
                          'RoleArn':'arn:aws:iam::123456789012:role/machine','StartTime':'2026-02-10T06:05:00.000Z',
                          'RedriveCount':0},
                        'State':{'EnteredTime':'2026-02-10T06:05:00.000Z','Name':'S','RetryCount':0},
                        'StateMachine':{'Id':'arn:aws:states:us-west-2:123456789012:stateMachine:machine','Name':'machine'},
                        'Task':{'Token':'%s'}}""".formatted(bench.calls.getFirst().token())));
    }

    @Test
    void fail_takes_error_and_cause_from_paths() {
        bench.deployState("'Type':'Fail','ErrorPath':'$.e','CausePath':'States.JsonToString($.c)'");

        ExecutionDescription execution = bench.run("{'e':'My.Error','c':{'k':1}}");

        assertThat(execution.status()).isEqualTo(ExecutionStatus.FAILED);
        assertThat(execution.error()).contains("My.Error");
        assertThat(execution.cause()).contains("{\"k\":1}");
    }

    @Test
    void fail_takes_error_and_cause_as_written() {
        bench.deployState("'Type':'Fail','Error':'E','Cause':'C'");

        ExecutionDescription execution = bench.run("{}");

        assertThat(execution.error()).contains("E");
        assertThat(execution.cause()).contains("C");
    }

    @Test
    void fail_is_a_runtime_error_when_its_error_is_not_a_string() {
        bench.deployState("'Type':'Fail','ErrorPath':'$.e'");

        assertThat(bench.run("{'e':1}").error()).contains("States.Runtime");
    }

    @Test
    void succeed_selects_its_output() {
        bench.deployState("'Type':'Succeed','InputPath':'$.a','OutputPath':'$.b'");

        assertThat(bench.run("{'a':{'b':1}}").output()).contains(json("1"));
    }

    @Test
    void output_larger_than_256_kib_ends_the_execution_whatever_is_caught() {
        String large = "x".repeat(262_144);
        bench.work((parameters, context) -> json("{'l':'" + large + "'}")).deploy("""
                {'StartAt':'S','States':{
                'S':{'Type':'Task','Resource':'arn:aws:states:::test:work','End':true,
                  'Retry':[{'ErrorEquals':['States.ALL']}],'Catch':[{'ErrorEquals':['States.ALL'],'Next':'C'}]},
                'C':{'Type':'Succeed'}}}""");

        ExecutionDescription execution = bench.run("{}");

        assertThat(execution.error()).contains("States.DataLimitExceeded");
        assertThat(bench.calls).hasSize(1);
    }

    @Test
    void output_that_grows_over_256_kib_by_its_result_path_ends_the_execution() {
        bench.deployState("'Type':'Pass','Parameters':{'again.$':'$.a'},'ResultPath':'$.b','End':true");

        assertThat(bench.run("{'a':'" + "x".repeat(131_072) + "'}").error()).contains("States.DataLimitExceeded");
    }
}
