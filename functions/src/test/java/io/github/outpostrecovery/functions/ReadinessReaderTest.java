package io.github.outpostrecovery.functions;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.outpostrecovery.core.name.InstanceName;
import io.github.outpostrecovery.core.readiness.Finding;
import io.github.outpostrecovery.core.readiness.RehearsedStep;
import io.github.outpostrecovery.functions.json.CoreJson;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReadinessReaderTest {
    private static ObjectNode document() throws IOException {
        ObjectNode document =
                (ObjectNode) CoreJson.mapper().readTree("{\"opened\":{\"detail\":{\"instance\":\"web-01\"}}}");
        ObjectNode rehearsals = document.putObject("rehearsals");
        for (RehearsedStep step : RehearsedStep.values()) {
            rehearsals.set(
                    step.key(),
                    CoreJson.mapper()
                            .readTree("{\"findings\":[{\"outcome\":\"PASSED\",\"subject\":\"" + step.key() + "\"}]}"));
        }
        return document;
    }

    private static ObjectNode with(String left) throws IOException {
        ObjectNode document = document();
        document.withObject("rehearsals").set("grant", CoreJson.mapper().readTree(left));
        return document;
    }

    @Test
    void findings_areReadInTheOrderOfTheSteps() throws IOException {
        assertThat(ReadinessReader.instance(document())).isEqualTo(new InstanceName("web-01"));
        assertThat(ReadinessReader.findings(document()))
                .extracting(Finding::subject)
                .containsExactly("verification", "fence", "grant", "launch", "confirmation", "approval", "completion");
    }

    @Test
    void functionThatFailed_isAFinding_andTheOthersAreStillRead() throws IOException {
        assertThat(ReadinessReader.findings(with(
                        "{\"Error\":\"Lambda.Unknown\",\"Cause\":\"{\\\"errorMessage\\\":\\\"out of memory\\\"}\"}")))
                .hasSize(7)
                .contains(new Finding.Failed("grant: function", "Lambda.Unknown: out of memory"))
                .filteredOn(Finding.Passed.class::isInstance)
                .hasSize(6);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "{}",
                "{\"findings\":null}",
                "{\"findings\":[]}",
                "{\"findings\":[{\"outcome\":\"WELL\"}]}"
            })
    void rehearsalThatLeftNothing_isAFailure(String left) throws IOException {
        assertThat(ReadinessReader.findings(with(left)))
                .hasSize(7)
                .filteredOn(Finding.Failed.class::isInstance)
                .singleElement()
                .satisfies(finding -> assertThat(finding.subject()).isEqualTo("grant: function"));
    }

    @Test
    void documentWithoutRehearsals_isAFailureOfEachOfThem() throws IOException {
        ObjectNode document = document();
        document.remove("rehearsals");
        assertThat(ReadinessReader.findings(document)).hasSize(7).allMatch(Finding.Failed.class::isInstance);
    }
}
