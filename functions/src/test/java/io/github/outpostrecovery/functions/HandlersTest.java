package io.github.outpostrecovery.functions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.github.outpostrecovery.core.ServiceUnavailableException;
import io.github.outpostrecovery.core.incident.InstanceLedger;
import io.github.outpostrecovery.core.name.ExecutionArn;
import io.github.outpostrecovery.core.readiness.RehearsedStep;
import io.github.outpostrecovery.core.recovery.Services;
import io.github.outpostrecovery.core.recovery.SupersededException;
import io.github.outpostrecovery.functions.json.CoreJson;
import io.github.outpostrecovery.functions.table.MemoryItems.Fate;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The handlers as Lambda calls them: bytes in, bytes out. */
class HandlersTest {
    private final HandlerWorld world = new HandlerWorld();

    private JsonNode call(Function<Services, RequestStreamHandler> handler, JsonNode event) throws IOException {
        return CoreJson.mapper().readTree(call(handler, event.toString().getBytes(StandardCharsets.UTF_8)));
    }

    private byte[] call(Function<Services, RequestStreamHandler> handler, byte[] event) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        handler.apply(world.services())
                .handleRequest(new ByteArrayInputStream(event), out, new HandlerWorld.LambdaContext());
        return out.toByteArray();
    }

    private static Function<Services, RequestStreamHandler> handler(String name) {
        return switch (name) {
            case "open-incident" -> OpenIncident::new;
            case "verify-primary" -> VerifyPrimary::new;
            case "request-approval" -> RequestApproval::new;
            case "fence-initiator" -> FenceInitiator::new;
            case "grant-initiator" -> GrantInitiator::new;
            case "relaunch-instance", "check-targets" -> RelaunchInstance::new;
            case "confirm-attachment" -> ConfirmAttachment::new;
            case "complete-recovery" -> CompleteRecovery::new;
            default -> throw new IllegalArgumentException(name);
        };
    }

    private JsonNode open() throws IOException {
        return call(OpenIncident::new, Repository.event("open-incident"));
    }

    @Test
    void alarm_opensAnIncidentForTheMachineThatItNames() throws IOException {
        world.protectWhatTheAlarmNames();
        JsonNode opened = open();
        assertThat(opened.path("outcome").asText()).isEqualTo("OPENED");
        assertThat(opened.path("incident").asText()).isEqualTo("web-01#1");
        assertThat(world.ledger().incident()).isPresent();
        assertThat(open()).as("asked again, it answers the same").isEqualTo(opened);
    }

    @Test
    void alarmOfAnotherExecution_isADuplicate() throws IOException {
        world.protectWhatTheAlarmNames();
        open();
        ObjectNode event = Repository.event("open-incident").deepCopy();
        event.put("execution", event.path("execution").asText() + "-2");
        JsonNode second = call(OpenIncident::new, event);
        assertThat(second.path("outcome").asText()).isEqualTo("DUPLICATE");
        assertThat(second.path("reason").asText()).contains("web-01#1");
    }

    @Test
    void alarmForNobody_isRefused() throws IOException {
        JsonNode opened = open();
        assertThat(opened.path("outcome").asText()).isEqualTo("REFUSE");
        assertThat(opened.path("incident").isNull()).isTrue();
        assertThat(world.items().items()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "7", "null", "\"text\"", "{\"trigger\":\"ALARM\",\"alarm\":{}}"})
    void nonsense_isRefused(String input) throws IOException {
        ObjectNode event = Repository.event("open-incident").deepCopy();
        event.set("input", CoreJson.mapper().readTree(input));
        JsonNode opened = call(OpenIncident::new, event);
        assertThat(opened.path("outcome").asText()).isEqualTo("REFUSE");
        assertThat(opened.path("reason").asText()).isNotBlank();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "verify-primary",
                "check-targets",
                "fence-initiator",
                "grant-initiator",
                "relaunch-instance",
                "confirm-attachment",
                "complete-recovery"
            })
    void whoeverDoesNotOwnTheIncident_isSuperseded(String name) throws IOException {
        world.protectWhatTheAlarmNames();
        open();
        ObjectNode event = Repository.event(name).deepCopy();
        event.put("execution", event.path("execution").asText() + "-2");
        InstanceLedger before = world.ledger();
        JsonNode answer = call(handler(name), event);
        assertThat(answer.path("outcome").asText()).isEqualTo("SUPERSEDED");
        assertThat(answer.path("reason").asText()).contains("web-01#1");
        assertThat(world.ledger()).isEqualTo(before);
        assertThat(world.touched()).as("what was asked of the world").isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"fence-initiator", "grant-initiator", "relaunch-instance", "confirm-attachment"})
    void stepBeforeThePlan_actsForNothing(String name) throws IOException {
        world.protectWhatTheAlarmNames();
        open();
        JsonNode answer = call(handler(name), Repository.event(name));
        assertThat(answer.path("outcome").asText()).isEqualTo("SUPERSEDED");
        assertThat(world.touched()).isEmpty();
    }

    @Test
    void request_keepsTheTokenAndWritesOneMailWithoutIt() throws IOException {
        world.protectWhatTheAlarmNames();
        open();
        JsonNode answer = call(RequestApproval::new, Repository.event("request-approval"));
        assertThat(answer.path("asked").asText()).isEqualTo("0123456789abcdef");
        assertThat(world.items().items())
                .filteredOn(item -> item.partition().equals("approval#web-01#1"))
                .singleElement()
                .satisfies(item -> assertThat(item.attributes()).containsEntry("taskToken", "an-opaque-token"));
        assertThat(world.mails()).singleElement().satisfies(mail -> {
            assertThat(mail.subject()).startsWith("web-01#1 APPROVAL WANTED");
            assertThat(inputToPaste(mail.body()))
                    .isEqualTo(CoreJson.mapper()
                            .createObjectNode()
                            .put("incident", "web-01#1")
                            .put("decision", "approve")
                            .put("evidence", "0123456789abcdef")
                            .put("reason", "who says so, and why"));
            assertThat(mail.body()).contains("0123456789abcdef").doesNotContain("an-opaque-token");
        });
        assertThat(world.ledger().toString()).doesNotContain("an-opaque-token");
    }

    /** What the approving state machine is started with, as a person copies it out of the mail. */
    private static JsonNode inputToPaste(String body) {
        try {
            return CoreJson.mapper().readTree(body.substring(body.indexOf('{'), body.indexOf('}') + 1));
        } catch (JsonProcessingException malformed) {
            throw new AssertionError("what the mail says to paste is not JSON", malformed);
        }
    }

    @Test
    void requestOfWhoeverDoesNotOwnTheIncident_throwsTheNameThatIsCaught() throws IOException {
        world.protectWhatTheAlarmNames();
        open();
        ObjectNode event = Repository.event("request-approval").deepCopy();
        event.put("execution", event.path("execution").asText() + "-2");
        assertThatThrownBy(() -> call(RequestApproval::new, event)).isExactlyInstanceOf(SupersededException.class);
        assertThat(world.mails()).isEmpty();
    }

    @Test
    void end_isRecordedOnce() throws IOException {
        world.protectWhatTheAlarmNames();
        open();
        ObjectNode event = record("{\"opened\":{\"detail\":{\"incident\":\"web-01#1\"}},"
                + "\"ending\":{\"outcome\":\"STOOD_DOWN\",\"reason\":\"the primary is well\"}}");
        JsonNode recorded = call(CompleteRecovery::new, event);
        assertThat(recorded.path("outcome").asText()).isEqualTo("STOOD_DOWN");
        assertThat(recorded.has("mail")).as("the state machine selects it").isTrue();
        assertThat(recorded.path("mail").isNull()).as("nobody is woken").isTrue();
        ObjectNode other = record("{\"failure\":{\"Error\":\"States.Timeout\",\"Cause\":\"\"}}");
        assertThat(call(CompleteRecovery::new, other).path("outcome").asText())
                .as("an execution has one record")
                .isEqualTo("STOOD_DOWN");
        ExecutionArn execution = new ExecutionArn(event.path("execution").asText());
        assertThat(world.table().recordOf(execution))
                .hasValueSatisfying(record -> assertThat(record.outcome()).hasToString("STOOD_DOWN"));
        assertThat(world.counted()).as("told twice, counted once").hasSize(1);
    }

    @Test
    void failureBeforeAnything_isRefused() throws IOException {
        JsonNode recorded = call(
                CompleteRecovery::new,
                record("{\"failure\":{\"Error\":\"Lambda.Unknown\",\"Cause\":\"out of memory\"}}"));
        assertThat(recorded.path("outcome").asText()).isEqualTo("REFUSED");
        assertThat(recorded.path("mail").path("subject").asText()).contains("REFUSED");
        assertThat(recorded.path("mail").path("body").asText()).contains("out of memory");
    }

    @Test
    void recoveryThatTheBooksDoNotKnow_isNotRecordedAsOne() throws IOException {
        world.protectWhatTheAlarmNames();
        open();
        JsonNode recorded = call(
                CompleteRecovery::new,
                record("{\"opened\":{\"detail\":{\"incident\":\"web-01#1\"}},"
                        + "\"attachment\":{\"outcome\":\"ATTACHED\",\"detail\":{\"generation\":2}}}"));
        assertThat(recorded.path("outcome").asText()).isNotIn("RECOVERED", "RECOVERED_DEGRADED");
        assertThat(world.ledger().current().generation().number()).isEqualTo(1);
    }

    private static ObjectNode record(String document) throws IOException {
        ObjectNode event = Repository.event("complete-recovery").deepCopy();
        event.put("action", "RECORD");
        event.putNull("incident");
        event.putNull("generation");
        event.set("document", CoreJson.mapper().readTree(document));
        return event;
    }

    // ---- readiness

    @Test
    void readinessRun_claimsNothing() throws IOException {
        world.protectWhatTheAlarmNames();
        InstanceLedger before = world.ledger();
        ObjectNode event = Repository.event("open-incident").deepCopy();
        event.set("input", Repository.event("execution-readiness"));
        JsonNode opened = call(OpenIncident::new, event);
        assertThat(opened.path("outcome").asText()).isEqualTo("READINESS");
        assertThat(opened.path("instance").asText()).isEqualTo("web-01");
        assertThat(world.ledger()).isEqualTo(before);
        assertThat(world.touched()).isEmpty();
    }

    @Test
    void readinessRunOfNobody_isRefused() throws IOException {
        ObjectNode event = Repository.event("open-incident").deepCopy();
        event.set("input", Repository.event("execution-readiness"));
        assertThat(call(OpenIncident::new, event).path("outcome").asText()).isEqualTo("REFUSE");
    }

    @ParameterizedTest
    @CsvSource({
        "verify-primary,Compute.status",
        "fence-initiator,StorageArrays.forFencing",
        "grant-initiator,StorageArrays.forFencing",
        "relaunch-instance,Compute.check",
        "confirm-attachment,Compute.status",
        "complete-recovery,Alarms.state"
    })
    void rehearsal_asksOnlyWhatItRehearses(String name, String asked) throws IOException {
        world.protectWhatTheAlarmNames();
        InstanceLedger before = world.ledger();
        assertThatThrownBy(() -> call(handler(name), Repository.event("rehearsal")))
                .hasMessageContaining(asked);
        assertThat(world.touched()).containsExactly(asked);
        assertThat(world.ledger()).isEqualTo(before);
    }

    @Test
    void rehearsalOfTheApproval_sendsNoMailAndKeepsNoToken() throws IOException {
        world.protectWhatTheAlarmNames();
        JsonNode answer = call(RequestApproval::new, Repository.event("rehearsal"));
        assertThat(answer.path("findings"))
                .isNotEmpty()
                .allSatisfy(
                        finding -> assertThat(finding.path("outcome").asText()).isIn("PASSED", "NOTED"));
        assertThat(world.mails()).isEmpty();
        assertThat(world.items().items()).noneMatch(item -> item.partition().startsWith("approval#"));
    }

    /** Whatever else such an invocation carries, the step itself is not taken. */
    @ParameterizedTest
    @ValueSource(strings = {"web-01", "null", "NO NAME"})
    void rehearsal_neverTakesTheStep(String instance) throws IOException {
        world.protectWhatTheAlarmNames();
        open();
        InstanceLedger before = world.ledger();
        ObjectNode event = Repository.event("fence-initiator").deepCopy();
        event.set("rehearse", instance.equals("null") ? NullNode.getInstance() : TextNode.valueOf(instance));
        assertThatThrownBy(() -> call(FenceInitiator::new, event)).isNotNull();
        assertThat(world.ledger()).as("no fence was announced").isEqualTo(before);
    }

    @Test
    void handlerWithoutARehearsal_saysSo() {
        assertThatThrownBy(() -> call(OpenIncident::new, Repository.event("rehearsal")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("nothing to rehearse");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"outcome":"PASSED","subject":"s"}           | READY
            {"outcome":"NOTED","subject":"s","what":"w"} | READY
            {"outcome":"FAILED","subject":"s","why":"w"} | NOT_READY
            """)
    void readiness_isKeptAndJudged(String finding, String outcome) throws IOException {
        ObjectNode event = record(readiness(finding));
        event.put("action", "RECORD_READINESS");
        JsonNode recorded = call(CompleteRecovery::new, event);
        assertThat(recorded.path("outcome").asText()).isEqualTo(outcome);
        assertThat(recorded.path("mail").isMissingNode()).isEqualTo(outcome.equals("READY"));
        assertThat(world.items().items()).singleElement().satisfies(item -> {
            assertThat(item.partition()).isEqualTo("instance#web-01");
            assertThat(item.sort()).isEqualTo("readiness");
        });
    }

    private static String readiness(String finding) {
        StringBuilder rehearsals = new StringBuilder();
        for (RehearsedStep step : RehearsedStep.values()) {
            rehearsals
                    .append(rehearsals.isEmpty() ? "" : ",")
                    .append("\"%s\":{\"findings\":[%s]}".formatted(step.key(), finding));
        }
        return "{\"opened\":{\"detail\":{\"instance\":\"web-01\"}},\"rehearsals\":{" + rehearsals + "}}";
    }

    @ParameterizedTest
    @CsvSource({"LOST", "UNHEARD"})
    void unansweredTable_isAskedAgainByTheStateMachine(Fate fate) throws IOException {
        world.protectWhatTheAlarmNames();
        world.items().next(fate);
        assertThatThrownBy(this::open).isExactlyInstanceOf(ServiceUnavailableException.class);
        assertThat(open().path("outcome").asText()).isEqualTo("OPENED");
        assertThat(world.ledger().lastIncident()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "null", "[]", "{}", "{\"execution\":7}"})
    void bytesThatAreNoInput_areABug(String bytes) {
        assertThatThrownBy(() -> call(FenceInitiator::new, bytes.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOfAny(IllegalArgumentException.class, IOException.class, UncheckedIOException.class);
        assertThat(world.touched()).isEmpty();
    }
}
