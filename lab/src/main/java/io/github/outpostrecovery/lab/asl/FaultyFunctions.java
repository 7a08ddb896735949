package io.github.outpostrecovery.lab.asl;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.outpostrecovery.lab.time.Agenda;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Functions with which things go wrong as ordered. What is armed is not saved with a site. */
public final class FaultyFunctions implements FunctionHost {
    private final FunctionHost functions;
    private final Agenda agenda;
    private final List<Armed> armed = new ArrayList<>();

    private static final class Armed {
        private final InvocationFaultRule rule;
        private final Runnable struck;
        private int seen;

        Armed(InvocationFaultRule rule, Runnable struck) {
            this.rule = rule;
            this.struck = struck;
        }
    }

    public FaultyFunctions(FunctionHost functions, Agenda agenda) {
        this.functions = requireNonNull(functions, "functions is null");
        this.agenda = requireNonNull(agenda, "agenda is null");
    }

    /** Arms a fault, and has somebody told each time it strikes. Where several strike, the one armed first does. */
    public void arm(InvocationFaultRule rule, Runnable struck) {
        if (armed.stream().anyMatch(one -> one.rule.id().equals(rule.id()))) {
            throw new IllegalArgumentException("a fault " + rule.id() + " is armed already");
        }
        armed.add(new Armed(rule, requireNonNull(struck, "struck is null")));
    }

    /** Disarms a fault; without effect if there is none. */
    public void clear(String id) {
        armed.removeIf(one -> one.rule.id().equals(id));
    }

    @Override
    public JsonNode invoke(String functionName, JsonNode payload) throws FunctionError {
        Optional<InvocationFault> fault = strike(functionName);
        if (fault.isEmpty()) {
            return functions.invoke(functionName, payload);
        }
        switch (fault.get()) {
            case InvocationFault.Refused(String error, String message) -> throw FunctionError.refused(error, message);
            case InvocationFault.AnswerLost() -> {
                JsonNode _ = functions.invoke(functionName, payload);
                throw FunctionError.crashed("the runtime exited without an answer");
            }
            case InvocationFault.TimedOut(var limit) -> {
                Instant began = agenda.instant();
                JsonNode _ = functions.invoke(functionName, payload);
                if (agenda.instant().isBefore(began.plus(limit))) {
                    agenda.advance(Duration.between(agenda.instant(), began.plus(limit)));
                }
                throw FunctionError.timedOut(limit);
            }
        }
    }

    private Optional<InvocationFault> strike(String function) {
        Optional<Armed> striking = Optional.empty();
        for (Armed one : armed) {
            if (one.rule.concerns(function)) {
                one.seen++;
                if (striking.isEmpty() && one.rule.strikes(one.seen)) {
                    striking = Optional.of(one);
                }
            }
        }
        striking.ifPresent(one -> one.struck.run());
        return striking.map(one -> one.rule.fault());
    }
}
