package io.github.outpostrecovery.tests.breakglass;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.outpostrecovery.lab.array.Topology;
import io.github.outpostrecovery.tests.breakglass.ByHand.Run;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What people mistype: one clear line on stderr, the right exit code, nothing changed, no stack trace, no secret. */
class BadInputTest {
    private static final String HTTP = "io.github.outpostrecovery.tests.breakglass.ArrayCase#overHttp";
    private static final String ALL = "io.github.outpostrecovery.tests.breakglass.ArrayCase#all";
    private static final String WRONG = "Wrong-Passw0rd-4711";

    @TempDir
    private Path folder;

    private static ArrayCase netapp(ArrayCase.Scheme scheme) {
        return ArrayCase.all().stream()
                .filter(one -> one.vendor().equals("netapp") && one.word().equals("iscsi") && one.scheme() == scheme)
                .findFirst()
                .orElseThrow();
    }

    private static void oneLine(ByHand hand, Run run, int exit, String says) {
        assertThat(run.exit()).as(run.err()).isEqualTo(exit);
        assertThat(run.err().strip().lines()).as("lines on stderr").hasSize(1);
        assertThat(run.err()).startsWith("outpost-recovery: ").containsIgnoringCase(says);
        assertThat(run.out()).isEmpty();
        assertThat(hand.writesSince(0)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource(HTTP)
    void wrongPassword(ArrayCase arrayCase) {
        try (ByHand hand = new ByHand(arrayCase, Topology.PRIVATE_OBJECT, folder)) {
            ObjectNode credentials = hand.credentials();
            credentials.put(credentials.has("apiToken") ? "apiToken" : "password", WRONG);
            hand.secret(WRONG);
            String file = hand.file(credentials.toString());
            for (String command : List.of("check", "access", "portals")) {
                oneLine(hand, hand.with(command, List.of("--credentials-file", file)), 1, "");
            }
            List<String> fence = new ArrayList<>(List.of("--credentials-file", file, "--yes"));
            fence.addAll(hand.victimAndVolumes());
            Run run = hand.with("fence", fence);
            assertThat(run.exit()).as(run.err()).isEqualTo(1);
            assertThat(run.outcome()).isEqualTo("REFUSED");
            assertThat(run.err().strip().lines()).hasSize(1);
            assertThat(hand.array.managementSessions()).isZero();
        }
    }

    @ParameterizedTest
    @MethodSource(HTTP)
    void unknownVolume(ArrayCase arrayCase) {
        try (ByHand hand = new ByHand(arrayCase, Topology.PRIVATE_OBJECT, folder)) {
            String unknown = arrayCase.vendor().equals("netapp") ? "/vol/v/nowhere" : "nowhere";
            oneLine(hand, hand.array("access", List.of("--volume", unknown)), 3, "nowhere");
            Run fence = hand.array("fence", List.of("--initiator", hand.victim(), "--volume", unknown, "--yes"));
            assertThat(fence.exit()).as(fence.err()).isEqualTo(3);
            assertThat(fence.outcome()).isEqualTo("REFUSED");
            assertThat(fence.err().strip().lines()).hasSize(1);
        }
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void initiatorThatIsNoName_andPatienceThatIsNone(ArrayCase arrayCase) {
        try (ByHand hand = new ByHand(arrayCase, Topology.PRIVATE_OBJECT, folder)) {
            oneLine(hand, hand.array("sessions", List.of("--initiator", "web-01")), 2, "neither an IQN");
            oneLine(hand, hand.fence("--yes", "--patience", "PT-1S"), 2, "--patience");
            oneLine(hand, hand.array("access", List.of("--volume", "a b")), 2, "volume name");
            assertThat(hand.callsSoFar()).isZero();
            hand.array("check", List.of());
        }
    }

    @Test
    void certificateThatHasExpired() {
        ArrayCase https = netapp(ArrayCase.Scheme.HTTPS);
        try (ByHand hand = new ByHand(https, Topology.PRIVATE_OBJECT, folder, Duration.ofDays(-1))) {
            oneLine(hand, hand.array("check", List.of()), 1, "expired");
        }
    }

    @Test
    void pinOfAnotherCertificate() {
        try (ByHand hand = new ByHand(netapp(ArrayCase.Scheme.HTTPS), Topology.PRIVATE_OBJECT, folder)) {
            oneLine(hand, hand.array("check", List.of("--certificate-sha256", "ab".repeat(32))), 1, "certificate");
            oneLine(hand, hand.array("check", List.of("--certificate-sha256", "ab")), 2, "sha");
            oneLine(hand, hand.array("check", List.of("--ca-file", hand.file("not a certificate"))), 2, "");
            ObjectNode unpinned = hand.credentials();
            unpinned.remove("certificateSha256");
            List<String> file = List.of("--credentials-file", hand.file(unpinned.toString()));
            oneLine(hand, hand.with("check", file), 1, "TLS failed");
            assertThat(hand.callsSoFar()).isZero();
        }
    }

    @Test
    void addressesAndFiles() {
        try (ByHand hand = new ByHand(netapp(ArrayCase.Scheme.HTTP), Topology.PRIVATE_OBJECT, folder)) {
            String file = hand.file(hand.credentials().toString());
            hand.secret(WRONG);
            List<String> rest = List.of("--svm", "svm1", "--output", "json");
            oneLine(hand, check(hand, "http://array.example", file, rest), 2, "use https");
            oneLine(hand, check(hand, "https://u:" + WRONG + "@array.example", file, rest), 2, "without user");
            oneLine(hand, check(hand, "https://u:" + WRONG + " @array.example", file, rest), 2, "not an address");
            oneLine(hand, check(hand, "https://array.example", file, rest), 2, "is for the array at");
            String here = hand.endpoint().toString();
            oneLine(hand, check(hand, here, folder.resolve("none").toString(), rest), 2, "does not exist");
            oneLine(hand, check(hand, here, folder.toString(), rest), 2, "cannot be read");
            oneLine(hand, check(hand, here, hand.file("{\"password\": \"" + WRONG), rest), 2, "not a JSON document");
            oneLine(hand, check(hand, here, hand.file("[]"), rest), 2, "not a JSON object");
            oneLine(hand, check(hand, here, hand.file("{\"password\": \"" + WRONG + "\"}"), rest), 2, "username");
            oneLine(
                    hand,
                    hand.run(
                            "",
                            List.of(
                                    "array",
                                    "check",
                                    "--vendor",
                                    "acme",
                                    "--endpoint",
                                    here,
                                    "--credentials-file",
                                    hand.file(hand.credentials()
                                            .put("vendor", "acme")
                                            .toString()))),
                    2,
                    "acme");
            List<String> fence = new ArrayList<>(List.of("array", "fence", "--vendor", "netapp", "--endpoint", here));
            fence.addAll(List.of("--credentials-file", file, "--yes"));
            fence.addAll(hand.victimAndVolumes());
            oneLine(hand, hand.run("", fence), 2, "--svm");
            assertThat(hand.callsSoFar()).isZero();
            hand.array("check", List.of());
        }
    }

    @Test
    void grantWithoutWhatItNeeds() {
        try (ByHand hand = new ByHand(netapp(ArrayCase.Scheme.HTTP), Topology.PRIVATE_OBJECT, folder)) {
            List<String> names = List.of("--initiator", hand.victim(), "--as", hand.successor(), "--yes");
            oneLine(hand, hand.array("grant", names), 2, "--route");
            List<String> route = new ArrayList<>(names);
            route.addAll(List.of("--route", hand.file("{}")));
            oneLine(hand, hand.array("grant", route), 2, "holds no route");
            route.set(route.size() - 1, hand.file("no"));
            oneLine(hand, hand.array("grant", route), 2, "--route");
            List<String> same =
                    List.of("--initiator", hand.victim(), "--as", hand.victim(), "--volume", "/vol/v/a", "--lun", "0");
            oneLine(hand, hand.array("grant", same), 2, "--as is the old name");
            hand.array("check", List.of());
        }
    }

    private static Run check(ByHand hand, String endpoint, String file, List<String> rest) {
        List<String> words = new ArrayList<>(
                List.of("array", "check", "--vendor", "netapp", "--endpoint", endpoint, "--credentials-file", file));
        words.addAll(rest);
        return hand.run("", words);
    }
}
