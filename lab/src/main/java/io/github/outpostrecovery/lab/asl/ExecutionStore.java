package io.github.outpostrecovery.lab.asl;

import io.github.outpostrecovery.lab.asl.StepFunctionsException.Code;
import io.github.outpostrecovery.lab.asl.definition.StateMachineDefinition;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** State machines, executions and tokens. A definition stays as long as an execution may need it. */
final class ExecutionStore {
    private final TaskTokens tokens = new TaskTokens();
    private final List<StateMachineDefinition> definitions = new ArrayList<>();
    private final Map<String, Integer> stateMachines = new LinkedHashMap<>();
    private final Map<ExecutionArn, Execution> executions = new LinkedHashMap<>();

    TaskTokens tokens() {
        return tokens;
    }

    void deploy(String stateMachine, StateMachineDefinition definition) {
        for (int i = 0; i < definitions.size(); i++) {
            if (definitions.get(i).json().equals(definition.json())) {
                stateMachines.put(stateMachine, i);
                return;
            }
        }
        definitions.add(definition);
        stateMachines.put(stateMachine, definitions.size() - 1);
    }

    int definitionNumber(String stateMachine) {
        Integer number = stateMachines.get(stateMachine);
        if (number == null) {
            throw new StepFunctionsException(Code.STATE_MACHINE_DOES_NOT_EXIST, stateMachine);
        }
        return number;
    }

    StateMachineDefinition definition(int number) {
        return definitions.get(number);
    }

    List<StateMachineDefinition> definitions() {
        return Collections.unmodifiableList(definitions);
    }

    void restoreDefinition(StateMachineDefinition definition) {
        definitions.add(definition);
    }

    void restoreStateMachine(String stateMachine, int definition) {
        stateMachines.put(stateMachine, definition);
    }

    Map<String, Integer> stateMachines() {
        return Collections.unmodifiableMap(stateMachines);
    }

    void add(Execution execution) {
        executions.put(execution.arn(), execution);
    }

    Optional<Execution> find(ExecutionArn arn) {
        return Optional.ofNullable(executions.get(arn));
    }

    Execution require(ExecutionArn arn) {
        return find(arn).orElseThrow(() -> new StepFunctionsException(Code.EXECUTION_DOES_NOT_EXIST, arn.value()));
    }

    Collection<Execution> executions() {
        return Collections.unmodifiableCollection(executions.values());
    }
}
