package io.github.outpostrecovery.tests.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.outpostrecovery.core.array.AccessReport;
import io.github.outpostrecovery.core.array.Answer;
import io.github.outpostrecovery.core.array.ArrayConnection;
import io.github.outpostrecovery.core.array.GrantOrder;
import io.github.outpostrecovery.core.array.GrantOutcome;
import io.github.outpostrecovery.core.array.GrantRoute;
import io.github.outpostrecovery.core.array.RevokeOrder;
import io.github.outpostrecovery.core.array.RevokeReport;
import io.github.outpostrecovery.core.array.SessionReport;
import io.github.outpostrecovery.core.array.StorageArray;
import io.github.outpostrecovery.core.name.ArrayName;
import io.github.outpostrecovery.core.name.Generation;
import io.github.outpostrecovery.core.name.Initiator;
import io.github.outpostrecovery.core.name.InstanceName;
import io.github.outpostrecovery.core.name.LunId;
import io.github.outpostrecovery.core.name.Protocol;
import io.github.outpostrecovery.core.name.SecretArn;
import io.github.outpostrecovery.core.name.VolumeName;
import io.github.outpostrecovery.lab.ontap.OntapBuilder;
import io.github.outpostrecovery.lab.ontap.OntapSimulator;
import io.github.outpostrecovery.lab.ontap.RestUser;
import io.github.outpostrecovery.lab.ontap.SvmBuilder;
import io.github.outpostrecovery.lab.ontap.api.OntapErrorStyle;
import io.github.outpostrecovery.lab.ontap.inventory.Igroup;
import io.github.outpostrecovery.lab.ontap.inventory.Subsystem;
import io.github.outpostrecovery.lab.rest.CallLog;
import io.github.outpostrecovery.lab.rest.FaultRule;
import io.github.outpostrecovery.lab.rest.FaultyRest;
import io.github.outpostrecovery.lab.rest.LoopbackServer;
import io.github.outpostrecovery.lab.rest.Occurrences;
import io.github.outpostrecovery.lab.rest.RequestPattern;
import io.github.outpostrecovery.lab.rest.RestFault;
import io.github.outpostrecovery.lab.time.Agenda;
import io.github.outpostrecovery.lab.time.Pace;
import io.github.outpostrecovery.storage.RegisteredArrays;
import io.github.outpostrecovery.storage.rest.ClientSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What every array has to do, asked of the real client over a real socket. */
class ArrayContractTest {
    private static final InstanceName WEB = new InstanceName("web-01");
    private static final VolumeName BOOT = new VolumeName("/vol/v/boot");
    private static final VolumeName DATA = new VolumeName("/vol/v/data");
    private static final Set<VolumeName> VOLUMES = Set.of(BOOT, DATA);
    private static final UUID FIRST = new UUID(1, 1);
    private static final UUID SECOND = new UUID(2, 2);

    private final Agenda agenda = new Agenda(Instant.parse("2026-02-10T06:00:00Z"), Pace.VIRTUAL);
    private final CallLog calls = new CallLog();
    private Optional<LoopbackServer> server = Optional.empty();
    private Optional<FaultyRest> rest = Optional.empty();

    @AfterEach
    void stop() {
        server.ifPresent(LoopbackServer::close);
    }

    private static Initiator name(Protocol protocol, int generation, UUID unique) {
        return Initiator.fresh(protocol, WEB, new Generation(generation), unique);
    }

    private StorageArray array(Protocol protocol) {
        OntapBuilder cluster = OntapBuilder.cluster("array-1", 2).user(RestUser.admin("fence", "fence-secret"));
        SvmBuilder svm = cluster.svm("svm1");
        String victim = name(protocol, 1, FIRST).value();
        switch (protocol) {
            case ISCSI -> {
                Igroup igroup = svm.igroup("web-01", victim);
                svm.map(igroup, svm.lun(BOOT.value()), 0).map(igroup, svm.lun(DATA.value()), 1);
            }
            case NVME_TCP -> {
                Subsystem subsystem = svm.subsystem("web-01", victim);
                svm.map(subsystem, svm.namespace(BOOT.value()), 1).map(subsystem, svm.namespace(DATA.value()), 2);
            }
        }
        OntapSimulator simulator = cluster.build(agenda);
        FaultyRest faulty =
                new FaultyRest("array-1/rest", simulator, new OntapErrorStyle(), agenda, calls, Duration.ofMillis(6));
        rest = Optional.of(faulty);
        LoopbackServer http = LoopbackServer.http(faulty, LoopbackServer.ANY_PORT);
        server = Optional.of(http);
        SecretArn secret = new SecretArn("arn:aws:secretsmanager:us-west-2:111122223333:secret:array-1");
        ArrayConnection connection = new ArrayConnection(
                new ArrayName("array-1"),
                "netapp",
                protocol,
                http.baseUri(),
                secret,
                secret,
                Optional.empty(),
                Optional.of("svm1"));
        String document = "{\"vendor\":\"netapp\",\"endpoint\":\"" + http.baseUri()
                + "\",\"username\":\"fence\",\"password\":\"fence-secret\"}";
        ClientSettings settings = ClientSettings.standard().withTime(agenda, agenda::advance, new Random(1));
        return new RegisteredArrays(arn -> document, settings).forFencing(connection);
    }

    private static <T> T answered(Answer<T> answer) {
        assertThat(answer).isInstanceOf(Answer.Answered.class);
        return ((Answer.Answered<T>) answer).value();
    }

    @ParameterizedTest
    @EnumSource
    void access_listsEveryPath(Protocol protocol) {
        try (StorageArray array = array(protocol)) {
            AccessReport access = answered(array.access(VOLUMES));
            assertThat(access.initiatorsOf(BOOT)).containsExactly(name(protocol, 1, FIRST));
            assertThat(access.initiatorsOf(DATA)).containsExactly(name(protocol, 1, FIRST));
            assertThat(answered(array.portals(VOLUMES)).addresses()).hasSize(2);
        }
    }

    @ParameterizedTest
    @EnumSource
    void fenceAndGrant_moveTheVolumesAtTheSameLunIds(Protocol protocol) {
        try (StorageArray array = array(protocol)) {
            Initiator victim = name(protocol, 1, FIRST);
            Initiator successor = name(protocol, 2, SECOND);
            GrantRoute route = answered(array.route(victim, VOLUMES));
            RevokeReport report = array.revoke(new RevokeOrder(Set.of(victim), VOLUMES));
            assertThat(report.failures()).isEmpty();
            assertThat(answered(array.access(VOLUMES)).paths()).isEmpty();
            SessionReport sessions = answered(array.sessions(Set.of(victim)));
            assertThat(sessions.sessions()).isEmpty();

            GrantOutcome outcome =
                    array.grant(new GrantOrder(WEB, new Generation(2), successor, route, Optional.empty()));
            assertThat(outcome).isInstanceOf(GrantOutcome.Clean.class);
            AccessReport after = answered(array.access(VOLUMES));
            int first = protocol == Protocol.ISCSI ? 0 : 1;
            assertThat(after.paths())
                    .hasSize(2)
                    .allMatch(path -> path.initiator().equals(successor));
            assertThat(after.paths().stream()
                            .collect(java.util.stream.Collectors.toMap(path -> path.volume(), path -> path.lun())))
                    .isEqualTo(Map.of(BOOT, new LunId(first), DATA, new LunId(first + 1)));
            assertThat(array.grant(new GrantOrder(WEB, new Generation(2), successor, route, Optional.empty())))
                    .isInstanceOf(GrantOutcome.AlreadyThere.class);
        }
    }

    @ParameterizedTest
    @EnumSource
    void grant_isInDoubtAndSentOnceWhenItsAnswerIsLost(Protocol protocol) {
        try (StorageArray array = array(protocol)) {
            GrantRoute route = answered(array.route(name(protocol, 1, FIRST), VOLUMES));
            rest.orElseThrow()
                    .arm(new FaultRule(
                            "lost",
                            RequestPattern.of("POST", "/api/protocols/"),
                            Occurrences.always(),
                            new RestFault.AppliedNoAnswer(Duration.ofSeconds(5))));
            long before = calls.calls().stream().filter(call -> call.write()).count();
            GrantOutcome outcome = array.grant(
                    new GrantOrder(WEB, new Generation(2), name(protocol, 2, SECOND), route, Optional.empty()));
            assertThat(outcome).isInstanceOf(GrantOutcome.InDoubt.class);
            assertThat(calls.calls().stream().filter(call -> call.write()).count() - before)
                    .isEqualTo(1);
        }
    }

    @Test
    void access_isUnansweredForAVolumeThatIsNotThere() {
        try (StorageArray array = array(Protocol.ISCSI)) {
            assertThat(array.access(Set.of(new VolumeName("/vol/v/none")))).isInstanceOf(Answer.Unanswered.class);
        }
    }
}
