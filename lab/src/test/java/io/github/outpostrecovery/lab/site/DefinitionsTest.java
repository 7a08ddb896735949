package io.github.outpostrecovery.lab.site;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.outpostrecovery.lab.asl.definition.StateMachineDefinition;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DefinitionsTest {
    @ParameterizedTest
    @ValueSource(strings = {"recovery", "approval"})
    void definition_isUnderstoodWhole(String name) throws IOException {
        Map<String, String> substitutions = new HashMap<>(LocalFunctions.substitutions());
        substitutions.put("NoticeTopicArn", "arn:aws:sns:us-west-2:111122223333:notices");
        substitutions.put("RecoveryTableName", "recovery");
        try (InputStream file = Objects.requireNonNull(
                getClass().getResourceAsStream("/statemachine/" + name + ".asl.json"), "no such definition")) {
            String json = new String(file.readAllBytes(), StandardCharsets.UTF_8);
            StateMachineDefinition definition = StateMachineDefinition.parse(json, substitutions);
            assertThat(definition.states()).containsKey(definition.startAt());
        }
    }
}
