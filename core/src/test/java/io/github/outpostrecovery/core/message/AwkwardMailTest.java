package io.github.outpostrecovery.core.message;

import static io.github.outpostrecovery.core.SampleSite.ARRAY_1;
import static io.github.outpostrecovery.core.SampleSite.E1;
import static io.github.outpostrecovery.core.SampleSite.G1;
import static io.github.outpostrecovery.core.SampleSite.NOON;
import static io.github.outpostrecovery.core.SampleSite.TARGET_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.outpostrecovery.core.SampleSite;
import io.github.outpostrecovery.core.array.AccessObject;
import io.github.outpostrecovery.core.array.GrantRoute;
import io.github.outpostrecovery.core.configuration.Policy;
import io.github.outpostrecovery.core.evidence.Ec2Plane;
import io.github.outpostrecovery.core.evidence.Evidence;
import io.github.outpostrecovery.core.evidence.ServerLink;
import io.github.outpostrecovery.core.evidence.SessionPlane;
import io.github.outpostrecovery.core.evidence.Verdict;
import io.github.outpostrecovery.core.evidence.WritePlane;
import io.github.outpostrecovery.core.fence.Drained;
import io.github.outpostrecovery.core.fence.StoredProof;
import io.github.outpostrecovery.core.incident.Announcement;
import io.github.outpostrecovery.core.incident.ApprovalRequest;
import io.github.outpostrecovery.core.incident.Incident;
import io.github.outpostrecovery.core.incident.IncidentRecord;
import io.github.outpostrecovery.core.incident.Outcome;
import io.github.outpostrecovery.core.incident.Successor;
import io.github.outpostrecovery.core.name.Generation;
import io.github.outpostrecovery.core.name.IncidentId;
import io.github.outpostrecovery.core.name.InstanceName;
import io.github.outpostrecovery.core.name.LunId;
import io.github.outpostrecovery.core.name.VolumeName;
import io.github.outpostrecovery.core.plan.ArrayPlan;
import io.github.outpostrecovery.core.plan.RecoveryPlan;
import io.github.outpostrecovery.core.service.Notices.Notice;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Names that are as long as they may be, more of everything than anybody reads, and words that are not ASCII. */
class AwkwardMailTest {
    private static final Messages MESSAGES =
            new Messages(new Console("aws-us-gov", "us-gov-west-1", "arn:aws-us-gov:states:a:b:stateMachine:approval"));
    private static final InstanceName LONG_NAME = new InstanceName("w" + "-01".repeat(13));
    private static final int VOLUMES = 256;

    private static Evidence remarked() {
        List<String> remarks = new ArrayList<>();
        remarks.add("Z\u00fcrich \u2013 array \u201canna\u201d says:\r\n\tno\u2026 \ud83d\udd25 \u65e5");
        remarks.add("x".repeat(5_000));
        IntStream.range(0, 60).forEach(number -> remarks.add("remark number " + number));
        return new Evidence(
                Ec2Plane.UNKNOWN,
                ServerLink.UNKNOWN,
                SessionPlane.DUPLICATE_IDENTITY,
                WritePlane.ADVANCING,
                Evidence.StorageAnswer.ANSWERED,
                remarks);
    }

    private static List<VolumeName> volumes() {
        return IntStream.range(0, VOLUMES)
                .mapToObj(number -> new VolumeName("volume-%03d".formatted(number)))
                .toList();
    }

    /** Many volumes, of which all but two hundred are proved, and many generations. */
    private static Incident crowded() {
        Map<VolumeName, LunId> luns = new HashMap<>();
        volumes().forEach(volume -> luns.put(volume, new LunId(luns.size())));
        GrantRoute route = new GrantRoute(List.of(new GrantRoute.Swap(new AccessObject("group", "group"), luns)));
        RecoveryPlan plan = new RecoveryPlan(
                NOON,
                Verdict.DEAD,
                List.of(new ArrayPlan(SampleSite.connection(ARRAY_1), route, Set.of("10.0.0.1"))),
                List.of(TARGET_1),
                SampleSite.ALARM,
                Policy.STANDARD);
        List<StoredProof> proofs = volumes().subList(0, VOLUMES - 200).stream()
                .map(volume -> SampleIncident.proof(ARRAY_1, volume, G1, Drained.SETTLED))
                .toList();
        List<Successor> successors = IntStream.rangeClosed(2, 40)
                .mapToObj(number -> SampleIncident.successor(new Generation(number), TARGET_1, Optional.empty()))
                .toList();
        return SampleIncident.with(plan, successors, proofs, Announcement.Step.MOVE_TRAFFIC);
    }

    private static Incident longNamed() {
        Incident opened = SampleIncident.opened();
        return Incident.open(
                new IncidentId(LONG_NAME, 999_999_999), E1, opened.trigger(), opened.victim(), opened.openedAt());
    }

    private static Notice ended(Outcome outcome, Incident incident, Optional<Evidence> evidence, String reason) {
        IncidentRecord record = new IncidentRecord(
                E1, Optional.of(incident.id()), Optional.empty(), outcome, NOON, reason, evidence, List.of());
        return MESSAGES.ended(record, SampleIncident.background(incident, evidence))
                .orElseThrow();
    }

    @ParameterizedTest
    @EnumSource(
            value = Outcome.class,
            names = {"RECOVERED", "RECOVERED_DEGRADED", "REFUSED", "FENCED_AND_PAGED", "EXPIRED"})
    void mail_fits_howeverMuchThereIsToSay(Outcome outcome) {
        for (Incident incident : List.of(crowded(), longNamed(), SampleIncident.recovered())) {
            for (Optional<Evidence> evidence : List.of(Optional.<Evidence>empty(), Optional.of(remarked()))) {
                Notice mail = ended(outcome, incident, evidence, "because \u2014 " + "y".repeat(900) + " and more");
                Letters.fits(mail);
                assertThat(mail.subject()).startsWith(incident.id() + " " + outcome);
                assertThat(mail.body().lines().count()).isLessThan(160);
            }
        }
    }

    @Test
    void approval_fits_howeverMuchThereIsToSay() {
        Notice mail = MESSAGES.approvalWanted(
                E1, longNamed(), new ApprovalRequest(Verdict.DUPLICATE_IDENTITY, "0123456789abcdef", NOON), remarked());
        Letters.fits(mail);
        assertThat(mail.subject()).startsWith(LONG_NAME + "#999999999 APPROVAL WANTED");
        assertThat(mail.body())
                .contains("\n./outpost-recovery approve " + LONG_NAME + "#999999999\n")
                .contains("Zurich - array \"anna\" says: no... ? ?")
                .contains("and 50 more remarks");
    }

    @Test
    void manyVolumes_areCountedAndNotListed() {
        Notice mail = ended(Outcome.FENCED_AND_PAGED, crowded(), Optional.empty(), "reason");
        assertThat(mail.body().replaceAll("\\s+", " "))
                .contains("proved for 56 of 256 volumes")
                .contains("may still reach 200 of 256 volumes: volume-056, volume-057, volume-058, volume-059,"
                        + " volume-060, volume-061 and 194 more")
                .doesNotContain("volume-062")
                .contains("31 generations before these were used and given up")
                .contains("and 31 more names like that");
    }

    @Test
    void missingEvidence_isSaidToBeMissing() {
        assertThat(ended(Outcome.REFUSED, SampleIncident.opened(), Optional.empty(), "reason")
                        .body())
                .contains("EVIDENCE\n  None is on record")
                .doesNotContain("Verdict");
    }

    @Test
    void ascii_keepsOneLineOfWhatCanBeRead() {
        assertThat(Ascii.of("a\u0301b\u00a0c\u2011d\n\n e\u0000f")).isEqualTo("ab c-d e f");
        assertThat(Ascii.of("Stra\u00dfe \u2018x\u2019 \u200bok \u2192")).isEqualTo("Strasse 'x' ok ?");
    }
}
