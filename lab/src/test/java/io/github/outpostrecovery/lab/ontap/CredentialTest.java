package io.github.outpostrecovery.lab.ontap;

import static io.github.outpostrecovery.lab.ontap.SimulatedSite.A;
import static io.github.outpostrecovery.lab.ontap.SimulatedSite.B;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.outpostrecovery.lab.datapath.ChapAccount;
import io.github.outpostrecovery.lab.datapath.LinkConditions;
import io.github.outpostrecovery.lab.datapath.LoginAttempt;
import io.github.outpostrecovery.lab.datapath.LoginReply;
import io.github.outpostrecovery.lab.datapath.WriteReply;
import io.github.outpostrecovery.lab.ontap.SimulatedSite.Answer;
import io.github.outpostrecovery.lab.rest.RestRequest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CredentialTest {
    private static final String PATH = "/api/protocols/san/iscsi/credentials";
    private static final String CHAP =
            "\"authentication_type\":\"chap\",\"chap\":{\"inbound\":{\"user\":\"u\",\"password\":\"p4ssw0rd-long\"}}";

    private final SimulatedSite site = new SimulatedSite();

    @AfterEach
    void close() {
        site.close();
    }

    @Test
    void deny_refusesNewLogins_andLeavesALiveSessionAlone() {
        String live = site.login(attempt(A));
        assertThat(post(A, "\"authentication_type\":\"deny\"").status()).isEqualTo(201);

        assertThat(site.array.write(live, 0, 1)).isEqualTo(new WriteReply.Written());
        assertThat(site.array.login(attempt(A))).isInstanceOf(LoginReply.Refused.class);
        assertThat(site.array.login(attempt(B))).isInstanceOf(LoginReply.Accepted.class);
        assertThat(site.delete(PATH + "/" + site.svm1.uuid() + "/" + A.replace(":", "%3A"))
                        .status())
                .isEqualTo(200);
        assertThat(site.array.login(attempt(A))).isInstanceOf(LoginReply.Accepted.class);
    }

    @Test
    void deny_comesTooLate_forALoginThatIsHalfOpen() {
        site.array.setLink("server-1", LinkConditions.slowLogins(Duration.ofSeconds(5)));
        LoginReply reply = site.array.login(attempt(A));
        post(A, "\"authentication_type\":\"deny\"");
        site.agenda.advance(Duration.ofSeconds(5));

        assertThat(reply).isInstanceOf(LoginReply.Pending.class);
        assertThat(site.array.sessions()).hasSize(1);
    }

    @Test
    void chap_isAskedOfItsInitiator_only() {
        assertThat(post(A, CHAP).status()).isEqualTo(201);

        assertThat(site.array.login(attempt(A))).isInstanceOf(LoginReply.Refused.class);
        assertThat(site.array.login(site.withChap(attempt(A), new ChapAccount("u", "wrong"))))
                .isInstanceOf(LoginReply.Refused.class);
        assertThat(site.array.login(site.withChap(attempt(A), new ChapAccount("u", "p4ssw0rd-long"))))
                .isInstanceOf(LoginReply.Accepted.class);
        assertThat(site.array.login(attempt(B))).isInstanceOf(LoginReply.Accepted.class);
        assertThat(site.all("/api/protocols/san/iscsi/sessions?initiator.name=" + A + "&fields=*")
                        .getFirst()
                        .findValuesAsText("authentication_type"))
                .containsExactly("chap");
    }

    @Test
    void default_isAskedOfEverybodyWithoutARecord() {
        String everybody = PATH + "/" + site.svm1.uuid() + "/default";
        assertThat(site.patch(everybody, "{" + CHAP + "}").status()).isEqualTo(200);

        assertThat(site.array.login(attempt(B))).isInstanceOf(LoginReply.Refused.class);
        post(B, "\"authentication_type\":\"none\"");
        assertThat(site.array.login(attempt(B))).isInstanceOf(LoginReply.Accepted.class);
        assertThat(site.delete(everybody).status()).isEqualTo(400);
    }

    @Test
    void password_isNeverTold() {
        post(A, CHAP);
        JsonNode record = site.get(PATH + "/" + site.svm1.uuid() + "/" + A.replace(":", "%3A") + "?fields=**")
                .body();

        assertThat(record.path("chap").path("inbound").path("user").asText()).isEqualTo("u");
        assertThat(record.toString()).doesNotContain("p4ssw0rd");
        assertThat(site.log.calls().toString()).doesNotContain("p4ssw0rd");
        assertThat(site.array.save().toString()).doesNotContain("p4ssw0rd");
    }

    @Test
    void record_isRefused_forEachReason() {
        post(A, CHAP);
        assertRefused(post(A, "\"authentication_type\":\"deny\""), 409, "5374142");
        assertThat(site.patch(
                                PATH + "/" + site.svm1.uuid() + "/" + A.replace(":", "%3A"),
                                "{\"authentication_type\":\"deny\"}")
                        .status())
                .isEqualTo(200);
        assertThat(site.all(PATH + "?initiator=" + A + "&fields=authentication_type")
                        .getFirst()
                        .path("authentication_type")
                        .asText())
                .isEqualTo("deny");
        assertRefused(
                post(B, "\"authentication_type\":\"deny\",\"chap\":{\"inbound\":{\"user\":\"u\"}}"), 400, "5374900");
        assertRefused(post(B, "\"authentication_type\":\"chap\""), 400, "5374149");
        assertRefused(post(B, "\"authentication_type\":\"refuse\""), 400, "262197");
        assertRefused(site.delete(PATH + "/" + site.svm1.uuid() + "/" + B.replace(":", "%3A")), 404, "5374895");
    }

    @Test
    void record_isRefused_withoutAnIscsiService() {
        OntapBuilder builder = OntapBuilder.cluster("nvme-only", 2).user(SimulatedSite.ADMIN);
        builder.svm("svm1", List.of("nvme"));

        assertThat(builder.build(site.agenda)
                        .serve(RestRequest.of(
                                "POST",
                                PATH,
                                Map.of("Authorization", SimulatedSite.ADMIN.authorization()),
                                "{\"svm\":{\"name\":\"svm1\"},\"initiator\":\"" + A
                                        + "\",\"authentication_type\":\"deny\"}"))
                        .body())
                .contains("\"5374078\"");
    }

    private LoginAttempt attempt(String initiator) {
        return site.iscsi("server-1", initiator, site.svm1.iscsiPortals().getFirst());
    }

    private Answer post(String initiator, String rest) {
        return site.post(PATH, "{\"svm\":{\"name\":\"svm1\"},\"initiator\":\"" + initiator + "\"," + rest + "}");
    }

    private static void assertRefused(Answer answer, int status, String code) {
        assertThat(answer.code()).as(answer.toString()).isEqualTo(code);
        assertThat(answer.status()).isEqualTo(status);
    }
}
