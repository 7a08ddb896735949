package io.github.outpostrecovery.functions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.outpostrecovery.core.evidence.Ec2Plane;
import io.github.outpostrecovery.core.evidence.Evidence;
import io.github.outpostrecovery.core.evidence.ServerLink;
import io.github.outpostrecovery.core.evidence.SessionPlane;
import io.github.outpostrecovery.core.evidence.WritePlane;
import io.github.outpostrecovery.core.incident.Outcome;
import io.github.outpostrecovery.core.name.Generation;
import io.github.outpostrecovery.core.name.IncidentId;
import io.github.outpostrecovery.core.name.InstanceName;
import io.github.outpostrecovery.core.recovery.Ending;
import io.github.outpostrecovery.functions.json.CoreJson;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EndingReaderTest {
    private static final String OPENED = "'opened':{'outcome':'OPENED','detail':{'incident':'web-01#1'}}";
    private static final Optional<IncidentId> INCIDENT = Optional.of(IncidentId.parse("web-01#1"));

    private static final Optional<InstanceName> WEB = Optional.of(new InstanceName("web-01"));
    private static final String EVIDENCE = "{'ec2':'HEALTHY','server':'CONNECTED','sessions':'LOGGED_IN',"
            + "'writes':'FLAT','storageAnswered':'ANSWERED','remarks':['slow']}";

    private static JsonNode document(String text) throws IOException {
        return CoreJson.mapper().readTree(text.replace('\'', '"'));
    }

    @Test
    void failure_goesBeforeEverythingElse() throws IOException {
        assertThat(EndingReader.read(document("{" + OPENED
                        + ",'ending':{'outcome':'REFUSED','reason':'x'},'failure':{'Error':'E','Cause':'C'}}")))
                .isEqualTo(new Ending.Broken(INCIDENT, WEB, "E", "C", Optional.empty()));
    }

    @Test
    void failureOfTheFirstStep_isForWhatCameIn() throws IOException {
        assertThat(EndingReader.read(
                        document("{'trigger':'MANUAL','instance':'web-01','failure':{'Error':'States.Timeout'}}")))
                .isEqualTo(new Ending.Broken(Optional.empty(), WEB, "States.Timeout", "", Optional.empty()));
        assertThat(EndingReader.read(document("{'trigger':'RECONCILER','incident':'web-01#3',"
                        + "'opened':{'detail':{'incident':null}},'failure':{'Error':'States.Timeout'}}")))
                .isEqualTo(new Ending.Broken(Optional.empty(), WEB, "States.Timeout", "", Optional.empty()));
    }

    @Test
    void failureOfTheFirstStep_hasNoIncident() throws IOException {
        assertThat(EndingReader.read(document("{'failure':{'Error':'States.Timeout'}}")))
                .isEqualTo(new Ending.Broken(Optional.empty(), "States.Timeout", ""));
    }

    @Test
    void ending_isReadWithWhatIsKnown() throws IOException {
        JsonNode document = document("{" + OPENED
                + ",'verify':{'detail':{'verdict':'HEALTHY','evidence':" + EVIDENCE + ",'remarks':['odd']}}"
                + ",'fence':{'detail':{'log':['array-1: done']}}"
                + ",'ending':{'outcome':'STOOD_DOWN','reason':'the primary is well'}}");
        assertThat(EndingReader.read(document))
                .isEqualTo(new Ending.Other(
                        INCIDENT,
                        WEB,
                        Outcome.STOOD_DOWN,
                        "the primary is well",
                        Optional.of(new Evidence(
                                Ec2Plane.HEALTHY,
                                ServerLink.CONNECTED,
                                SessionPlane.LOGGED_IN,
                                WritePlane.FLAT,
                                Evidence.StorageAnswer.ANSWERED,
                                List.of("slow"))),
                        List.of(
                                "Verdict: HEALTHY",
                                "Evidence: " + EVIDENCE.replace('\'', '"'),
                                "Remark: odd",
                                "Fence: array-1: done")));
    }

    @Test
    void evidenceThatCannotBeRead_isNone() throws IOException {
        JsonNode document =
                document("{" + OPENED + ",'verify':{'detail':{'verdict':'HEALTHY','evidence':{'ec2':'PASSED'}}}"
                        + ",'ending':{'outcome':'STOOD_DOWN','reason':'the primary is well'}}");
        assertThat(EndingReader.read(document))
                .isInstanceOfSatisfying(
                        Ending.Other.class,
                        other -> assertThat(other.evidence()).isEmpty());
    }

    @Test
    void instance_isReadWhereNoIncidentIs() throws IOException {
        JsonNode document = document("{'opened':{'detail':{'instance':'web-01','incident':null}},"
                + "'ending':{'outcome':'STOOD_DOWN','reason':'it boots'}}");
        assertThat(EndingReader.read(document))
                .isEqualTo(new Ending.Other(
                        Optional.empty(), WEB, Outcome.STOOD_DOWN, "it boots", Optional.empty(), List.of()));
    }

    @Test
    void incidentThatIsNone_isNotRead() throws IOException {
        JsonNode document =
                document("{'opened':{'detail':{'incident':null}},'ending':{'outcome':'REFUSED','reason':''}}");
        assertThat(EndingReader.read(document))
                .isEqualTo(new Ending.Other(Optional.empty(), Outcome.REFUSED, "", List.of()));
    }

    @Test
    void endingThatIsNoRecord_isABug() {
        assertThatThrownBy(() -> EndingReader.read(document("{'ending':{'outcome':'FINE','reason':''}}")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void recovery_isReadWithItsComplaints() throws IOException {
        String attached = ",'attachment':{'outcome':'ATTACHED','detail':{'generation':2}}";
        assertThat(EndingReader.read(document(
                        "{" + OPENED + attached + ",'traffic':{'outcome':'MOVED'},'alarm':{'outcome':'ARMED'}}")))
                .isEqualTo(new Ending.Recovered(
                        IncidentId.parse("web-01#1"), new Generation(2), List.of(), Optional.empty(), List.of()));
        String partly = ",'attachment':{'outcome':'PARTLY_ATTACHED','detail':{'generation':3,'missing':['10.0.0.2']}}";
        assertThat(EndingReader.read(document("{" + OPENED + partly
                        + ",'traffic':{'outcome':'NOT_MOVED','detail':{'failures':['web: throttled']}}"
                        + ",'alarm':{'outcome':'NOT_ARMED','detail':{'reason':'never OK'}}}")))
                .isEqualTo(new Ending.Recovered(
                        IncidentId.parse("web-01#1"),
                        new Generation(3),
                        List.of(
                                "the array does not see it on [10.0.0.2]",
                                "its traffic was not moved: [web: throttled]",
                                "its alarm is not armed: never OK"),
                        Optional.empty(),
                        List.of()));
    }

    @Test
    void recoveryWithoutAnIncidentOrAGeneration_isNone() {
        assertThatThrownBy(() -> EndingReader.read(document("{'attachment':{'detail':{'generation':2}}}")))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> EndingReader.read(document("{" + OPENED + "}")))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
