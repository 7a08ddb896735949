package io.github.outpostrecovery.functions.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import io.github.outpostrecovery.core.array.AccessObject;
import io.github.outpostrecovery.core.array.AccessPath;
import io.github.outpostrecovery.core.array.AccessReport;
import io.github.outpostrecovery.core.array.ActivityReport;
import io.github.outpostrecovery.core.array.Answer;
import io.github.outpostrecovery.core.array.ArrayFailure;
import io.github.outpostrecovery.core.array.GrantRoute;
import io.github.outpostrecovery.core.array.Secret;
import io.github.outpostrecovery.core.array.SessionReport;
import io.github.outpostrecovery.core.evidence.ArrayLook;
import io.github.outpostrecovery.core.evidence.Look;
import io.github.outpostrecovery.core.evidence.MachineStatus;
import io.github.outpostrecovery.core.evidence.ServerLink;
import io.github.outpostrecovery.core.fence.DrainWatch;
import io.github.outpostrecovery.core.incident.RecoveryTable.TaskToken;
import io.github.outpostrecovery.core.name.ArrayName;
import io.github.outpostrecovery.core.name.Generation;
import io.github.outpostrecovery.core.name.IncidentId;
import io.github.outpostrecovery.core.name.Initiator;
import io.github.outpostrecovery.core.name.LunId;
import io.github.outpostrecovery.core.name.VolumeName;
import io.github.outpostrecovery.core.recovery.FenceOutcome;
import io.github.outpostrecovery.core.recovery.FenceProgress;
import io.github.outpostrecovery.core.recovery.VerifyOutcome;
import io.github.outpostrecovery.core.recovery.VerifyProgress;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CoreJsonTest {
    private static final ObjectMapper JSON = CoreJson.mapper();
    private static final ArrayName ARRAY = new ArrayName("array-1");
    private static final VolumeName VOLUME = new VolumeName("/vol/web/boot");
    private static final Initiator INITIATOR = Initiator.parse("iqn.2006-03.com.amazon.aws:web-01");
    private static final Instant AT = Instant.parse("2026-02-10T06:05:00.123456789Z");

    @Test
    void name_isTheValueThatItWraps() throws Exception {
        assertThat(JSON.writeValueAsString(
                        new IncidentId(new io.github.outpostrecovery.core.name.InstanceName("web-01"), 7)))
                .isEqualTo("\"web-01#7\"");
        assertThat(JSON.writeValueAsString(new Generation(3))).isEqualTo("3");
        assertThat(JSON.writeValueAsString(INITIATOR)).isEqualTo("\"" + INITIATOR.value() + "\"");
        assertThat(JSON.readValue("\"web-01#7\"", IncidentId.class).number()).isEqualTo(7);
        assertThat(JSON.readValue("3", Generation.class)).isEqualTo(new Generation(3));
    }

    @Test
    void name_isRefusedWhenItIsNotLegal() {
        assertThatThrownBy(() -> JSON.readValue("\"web 01#7\"", IncidentId.class))
                .isInstanceOf(MismatchedInputException.class)
                .hasMessageContaining("is not legal");
        assertThatThrownBy(() -> JSON.readValue("0", Generation.class)).isInstanceOf(MismatchedInputException.class);
    }

    @Test
    void outcome_carriesItsName() {
        VerifyOutcome outcome = new VerifyOutcome.StandDown(
                io.github.outpostrecovery.core.evidence.Verdict.HEALTHY,
                new io.github.outpostrecovery.core.evidence.Evidence(
                        io.github.outpostrecovery.core.evidence.Ec2Plane.HEALTHY,
                        ServerLink.CONNECTED,
                        io.github.outpostrecovery.core.evidence.SessionPlane.LOGGED_IN,
                        io.github.outpostrecovery.core.evidence.WritePlane.FLAT,
                        io.github.outpostrecovery.core.evidence.Evidence.StorageAnswer.ANSWERED,
                        List.of()),
                "the primary is well");
        JsonNode written = JSON.valueToTree(outcome);
        assertThat(written.path("outcome").asText()).isEqualTo("STAND_DOWN");
        assertThat(written.path("evidence").path("ec2").asText()).isEqualTo("HEALTHY");
    }

    @Test
    void progress_survivesTheJourneyThroughTheStateMachine() throws Exception {
        AccessReport access = new AccessReport(
                Set.of(VOLUME),
                List.of(new AccessPath(VOLUME, new LunId(0), INITIATOR, new AccessObject("uuid", "web-01"))));
        ArrayLook array = new ArrayLook(
                ARRAY,
                INITIATOR,
                Answer.of(access),
                Answer.unanswered(new ArrayFailure(ArrayFailure.Kind.UNREACHABLE, "", "no route")),
                new Answer.NotOffered<ActivityReport>());
        VerifyProgress verify = new VerifyProgress(
                Optional.of(AT),
                1,
                Optional.of(new Look(
                        AT,
                        new MachineStatus.Observed(
                                MachineStatus.Lifecycle.RUNNING,
                                MachineStatus.Check.FAILED,
                                MachineStatus.Check.FAILED),
                        ServerLink.DISCONNECTED,
                        List.of(array))));
        VerifyOutcome again = new VerifyOutcome.LookAgain(verify, 6, "one look decides nothing");
        JsonNode travelling = JSON.valueToTree(again);
        assertThat(JSON.treeToValue(travelling.path("progress"), VerifyProgress.class))
                .isEqualTo(verify);

        ActivityReport activity = new ActivityReport(Map.of(VOLUME, new ActivityReport.Total(AT, 12)));
        FenceProgress fence = new FenceProgress(
                Optional.of(new Generation(2)),
                Optional.of(AT),
                List.of(new DrainWatch(ARRAY, AT, Optional.of(activity), Optional.empty())));
        JsonNode fencing = JSON.valueToTree(new FenceOutcome.FenceAgain(fence, 3, "draining", List.of("done")));
        assertThat(JSON.treeToValue(fencing.path("progress"), FenceProgress.class))
                .isEqualTo(fence);
        assertThat(new SessionReport(List.of()).sessions()).isEmpty();
    }

    @Test
    void emptyProgress_isReadAsTheStateMachineWritesIt() throws Exception {
        assertThat(JSON.readValue("{\"since\":null,\"looks\":0,\"last\":null}", VerifyProgress.class))
                .isEqualTo(VerifyProgress.NONE);
        assertThat(JSON.readValue("{\"generation\":null,\"since\":null,\"watches\":[]}", FenceProgress.class))
                .isEqualTo(FenceProgress.NONE);
    }

    @Test
    void route_keepsItsLegs() throws Exception {
        GrantRoute route = new GrantRoute(List.of(
                new GrantRoute.Swap(new AccessObject("uuid", "web-01"), Map.of(VOLUME, new LunId(0))),
                new GrantRoute.Move(
                        new AccessObject("uuid-2", "shared"),
                        Map.of("os_type", "linux"),
                        Map.of(new VolumeName("/vol/web/data"), new LunId(1)))));
        assertThat(JSON.readValue(JSON.writeValueAsString(route), GrantRoute.class))
                .isEqualTo(route);
    }

    @Test
    void missingField_isAnError() {
        assertThatThrownBy(() -> JSON.readValue("{\"id\":\"uuid\"}", AccessObject.class))
                .isInstanceOf(MismatchedInputException.class);
    }

    @Test
    void secret_isNeverWritten() {
        assertThatThrownBy(() -> JSON.writeValueAsString(new Secret("canary")))
                .isInstanceOf(JsonMappingException.class)
                .message()
                .doesNotContain("canary");
        assertThatThrownBy(() -> JSON.writeValueAsString(Map.of("token", new TaskToken("canary"))))
                .isInstanceOf(JsonMappingException.class)
                .message()
                .doesNotContain("canary");
    }
}
