package io.github.outpostrecovery.lab.site;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.outpostrecovery.core.ServiceUnavailableException;
import io.github.outpostrecovery.lab.asl.StepFunctions;
import io.github.outpostrecovery.lab.asl.TaskFailure;
import io.github.outpostrecovery.lab.asl.definition.StateMachineDefinition;
import io.github.outpostrecovery.lab.region.SimulatedRegion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The real state machines, as the template deploys them, and the services that they call themselves. */
final class StateMachines {
    private StateMachines() {}

    /** Read when the first site of a process is made; definitions never change. */
    private static final class Definitions {
        static final StateMachineDefinition RECOVERY = parse("recovery");
        static final StateMachineDefinition APPROVAL = parse("approval");
    }

    static void deploy(StepFunctions stepFunctions) {
        stepFunctions.deploy(Furniture.RECOVERY_MACHINE, Definitions.RECOVERY);
        stepFunctions.deploy(Furniture.APPROVAL_MACHINE, Definitions.APPROVAL);
    }

    /** Both, that of a recovery first. */
    static List<StateMachineDefinition> definitions() {
        return List.of(Definitions.RECOVERY, Definitions.APPROVAL);
    }

    static void integrate(StepFunctions stepFunctions, SimulatedRegion region) {
        stepFunctions.register("arn:aws:states:::sns:publish", (parameters, context) -> {
            try {
                region.mailbox()
                        .publish(
                                parameters.path("Subject").asText(),
                                parameters.path("Message").asText());
            } catch (ServiceUnavailableException unanswered) {
                throw new TaskFailure("SNS.SdkClientException", String.valueOf(unanswered.getMessage()));
            }
            return JsonNodeFactory.instance.objectNode().put("MessageId", context.state());
        });
        stepFunctions.register(
                "arn:aws:states:::dynamodb:getItem", (parameters, context) -> getItem(region, parameters));
    }

    private static JsonNode getItem(SimulatedRegion region, JsonNode parameters) throws TaskFailure {
        if (!parameters.path("TableName").asText().equals(Furniture.TABLE)) {
            throw new TaskFailure("DynamoDB.ResourceNotFoundException", "Requested resource not found");
        }
        JsonNode key = parameters.path("Key");
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        try {
            region.table()
                    .getItem(
                            key.path("pk").path("S").asText(),
                            key.path("sk").path("S").asText())
                    .ifPresent(item -> answer.set("Item", item));
        } catch (ServiceUnavailableException unanswered) {
            throw new TaskFailure("DynamoDB.SdkClientException", String.valueOf(unanswered.getMessage()));
        }
        return answer;
    }

    private static StateMachineDefinition parse(String file) {
        Map<String, String> substitutions = new TreeMap<>(LocalFunctions.substitutions());
        substitutions.put("NoticeTopicArn", Furniture.NOTICE_TOPIC);
        substitutions.put("RecoveryTableName", Furniture.TABLE);
        try (InputStream in = requireNonNull(
                StateMachines.class.getResourceAsStream("/statemachine/" + file + ".asl.json"),
                "the state machine is not on the class path")) {
            String json = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return StateMachineDefinition.parse(json, substitutions);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
