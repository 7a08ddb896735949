package io.github.outpostrecovery.lab.ontap;

import static io.github.outpostrecovery.lab.ontap.SimulatedSite.A;
import static io.github.outpostrecovery.lab.ontap.SimulatedSite.ADMIN;
import static io.github.outpostrecovery.lab.ontap.SimulatedSite.B;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import io.github.outpostrecovery.lab.datapath.WriteReply;
import io.github.outpostrecovery.lab.ontap.SimulatedSite.Answer;
import io.github.outpostrecovery.lab.rest.FaultRule;
import io.github.outpostrecovery.lab.rest.Occurrences;
import io.github.outpostrecovery.lab.rest.RequestPattern;
import io.github.outpostrecovery.lab.rest.RestFault;
import io.github.outpostrecovery.lab.time.Recipient;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FaultsOnTheWireTest {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final SimulatedSite site = new SimulatedSite();
    private final String members = "/api/protocols/san/igroups/" + site.webs.uuid() + "/initiators";
    private final String removal = site.initiator(site.webs, A) + "?allow_delete_while_mapped=true";

    @AfterEach
    void close() {
        site.close();
    }

    @Test
    void unreachable_isAnIOException_forReadsAndWrites() {
        arm("GET|DELETE", new RestFault.Unreachable(), Occurrences.always());

        assertDropped("GET", "/api/cluster", "");
        assertDropped("DELETE", removal, "");
        assertThat(site.array.initiatorsWithAccess(site.boot.uuid())).containsExactly(A);
        site.rest.clear("fault");
        assertThat(site.delete(removal).status()).isEqualTo(200);
    }

    @Test
    void clientOfTheJdk_repeatsALostRead_byItself() throws IOException {
        arm("GET", new RestFault.Unreachable(), Occurrences.nth(1));

        assertThat(site.exchange("GET", "/api/cluster", "", ADMIN.authorization())
                        .status())
                .isEqualTo(200);
        assertThat(site.log.calls()).extracting("status").containsExactly(0, 200);
    }

    @Test
    void noAnswer_leavesTheFenceUndone() {
        arm("DELETE", new RestFault.NoAnswer(PATIENCE), Occurrences.nth(1));

        assertDropped("DELETE", removal, "");
        site.agenda.advance(Duration.ofHours(1));
        assertThat(site.array.initiatorsWithAccess(site.boot.uuid())).containsExactly(A);
    }

    @Test
    void appliedNoAnswer_leavesTheFenceDone() {
        arm("DELETE", new RestFault.AppliedNoAnswer(PATIENCE), Occurrences.nth(1));

        assertDropped("DELETE", removal, "");
        assertThat(site.array.initiatorsWithAccess(site.boot.uuid())).isEmpty();
        assertThat(site.delete(removal).code()).isEqualTo("5374034");
    }

    @Test
    void lateGrant_letsAFencedNameBackIn() {
        arm("POST", new RestFault.LandsLate(Duration.ofMinutes(10), 1), Occurrences.nth(1));

        assertDropped("POST", members, "{\"name\":\"" + B + "\"}");
        assertThat(site.delete(removal).status()).isEqualTo(200);
        assertThat(site.delete(site.initiator(site.webs, B) + "?allow_delete_while_mapped=true")
                        .code())
                .isEqualTo("5374034");
        assertThat(site.array.initiatorsWithAccess(site.boot.uuid())).isEmpty();
        site.agenda.advance(Duration.ofMinutes(10));
        assertThat(site.array.initiatorsWithAccess(site.boot.uuid())).containsExactly(B);
    }

    @Test
    void errorAfterApplying_looksLikeAFailure() {
        arm("DELETE", new RestFault.ErrorAfterApplying(500), Occurrences.nth(1));
        Answer answer = site.delete(removal);

        assertThat(answer.status()).isEqualTo(500);
        assertThat(answer.code()).isNotEmpty();
        assertThat(site.array.initiatorsWithAccess(site.boot.uuid())).isEmpty();
    }

    @Test
    void errorBefore_andUnauthorized_leaveTheWorldAsItWas() {
        OntapState before = site.array.save();
        arm("DELETE", new RestFault.ErrorBefore(503, "8585320", "busy"), Occurrences.nth(1));
        assertThat(site.delete(removal).code()).isEqualTo("8585320");
        site.rest.clear("fault");
        arm("DELETE", new RestFault.Unauthorized(), Occurrences.nth(1));
        assertThat(site.delete(removal).status()).isEqualTo(401);

        assertThat(site.array.save()).isEqualTo(before);
    }

    @Test
    void lyingSuccess_isFoundOut_onlyByReadingBack() {
        arm("DELETE", new RestFault.LyingSuccess(200, "{}"), Occurrences.nth(1));

        assertThat(site.delete(removal).status()).isEqualTo(200);
        assertThat(site.get(site.initiator(site.webs, A)).status()).isEqualTo(200);
    }

    @Test
    void slow_letsTheVictimWriteOn() {
        String session =
                site.login(site.iscsi("server-1", A, site.svm1.iscsiPortals().getFirst()));
        List<WriteReply> writes = new ArrayList<>();
        site.agenda.register("server-1", Recipient.Kind.WORLD, payload -> writes.add(site.array.write(session, 0, 7)));
        site.agenda.schedule(Duration.ofSeconds(5), "server-1", NullNode.instance);
        arm("DELETE", new RestFault.Slow(PATIENCE), Occurrences.nth(1));

        assertThat(site.delete(removal).status()).isEqualTo(200);
        assertThat(writes).containsExactly(new WriteReply.Written());
        assertThat(site.array.write(session, 0, 8)).isInstanceOf(WriteReply.Refused.class);
    }

    @Test
    void shortPage_mayBeEmpty_andHasTheRest() {
        arm("GET", new RestFault.ShortPage(0), Occurrences.nth(1));
        Answer page = site.get("/api/protocols/san/lun-maps?svm.name=svm1");

        assertThat(page.records()).isEmpty();
        assertThat(page.body().path("num_records").asInt(-1)).isZero();
        assertThat(site.all(next(page))).hasSize(3);
    }

    @Test
    void incompletePage_cannotBeCompleted() {
        arm("GET", new RestFault.IncompletePage(1), Occurrences.nth(1));
        Answer page = site.get("/api/protocols/san/lun-maps?svm.name=svm1");

        assertThat(page.records()).hasSize(1);
        assertThat(site.get(next(page)).status()).isEqualTo(500);
        assertThat(site.all("/api/protocols/san/lun-maps?svm.name=svm1")).hasSize(3);
    }

    @Test
    void log_holdsEveryCall() {
        site.get("/api/cluster");
        arm("DELETE", new RestFault.NoAnswer(PATIENCE), Occurrences.nth(1));
        assertDropped("DELETE", removal, "");

        assertThat(site.log.calls()).extracting("method").containsExactly("GET", "DELETE");
        assertThat(site.log.calls()).extracting("status").containsExactly(200, 0);
        assertThat(site.log.calls()).extracting("millis").containsExactly(10L, 10_005L);
        assertThat(site.log.calls().toString()).doesNotContain(ADMIN.authorization());
    }

    private static String next(Answer page) {
        JsonNode href = page.body().path("_links").path("next").path("href");
        return href.asText();
    }

    private void arm(String methods, RestFault fault, Occurrences occurrences) {
        site.rest.arm(new FaultRule("fault", RequestPattern.of(methods, "^/api/"), occurrences, fault));
    }

    private void assertDropped(String method, String target, String body) {
        assertThatThrownBy(() -> site.exchange(method, target, body, ADMIN.authorization()))
                .isInstanceOf(IOException.class);
    }
}
