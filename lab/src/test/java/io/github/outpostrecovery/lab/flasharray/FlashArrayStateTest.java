package io.github.outpostrecovery.lab.flasharray;

import static io.github.outpostrecovery.lab.flasharray.FlashArraySite.A;
import static io.github.outpostrecovery.lab.flasharray.FlashArraySite.ACCOUNTS;
import static io.github.outpostrecovery.lab.flasharray.FlashArraySite.ADMIN;
import static io.github.outpostrecovery.lab.flasharray.FlashArraySite.B;
import static io.github.outpostrecovery.lab.flasharray.FlashArraySite.V;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.outpostrecovery.lab.datapath.LinkConditions;
import io.github.outpostrecovery.lab.flasharray.hardware.Controller;
import io.github.outpostrecovery.lab.rest.JsonRecords;
import io.github.outpostrecovery.lab.rest.RestRequest;
import io.github.outpostrecovery.lab.rest.RestResponse;
import io.github.outpostrecovery.lab.time.Agenda;
import io.github.outpostrecovery.lab.time.Pace;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FlashArrayStateTest {
    private static final String SECRET = "only-in-this-test";

    private final FlashArraySite site = new FlashArraySite();

    @Test
    void restoredArray_isTheSame_andGoesOnTheSame() {
        site.post("volumes?names=copy", "{\"source\":{\"name\":\"web-01-boot\"}}");
        site.patch("hosts?names=web-01", "{\"chap\":{\"host_user\":\"u\",\"host_password\":\"" + SECRET + "\"}}");
        site.patch("hosts?names=web-01", "{\"chap\":{\"host_user\":\"\",\"host_password\":\"\"}}");
        site.array.setController("CT1", Controller.Status.NOT_READY);
        String session = site.loginOfWeb();
        site.machines.reportLuns(session);
        site.machines.setLink("server-1", LinkConditions.slowWrites(Duration.ofSeconds(30)));
        site.machines.write(session, 1, 42);
        site.agenda.advance(Duration.ofSeconds(3));
        String token = site.login(ADMIN);
        JsonNode saved = JsonRecords.write(site.array.save());
        Agenda agenda = Agenda.restore(
                JsonRecords.read(JsonRecords.write(site.agenda.save()), Agenda.Saved.class), Pace.VIRTUAL);
        FlashArraySimulator restored =
                FlashArraySimulator.restore(JsonRecords.read(saved, FlashArrayState.class), ACCOUNTS, agenda);

        assertThat(JsonRecords.write(restored.save())).isEqualTo(saved);
        assertThat(restored.save()).isEqualTo(site.array.save());
        assertThat(restored.blockTarget().accessState()).isEqualTo(site.machines.accessState());
        agenda.advance(Duration.ofSeconds(27));
        site.agenda.advance(Duration.ofSeconds(27));
        assertThat(restored.content(site.boot.id())).isEqualTo(42);
        for (String target : List.of(
                "hosts", "volumes", "connections", "ports/initiators", "volumes/performance", "sessions", "arrays")) {
            RestRequest request = RestRequest.of("GET", V + target, Map.of("x-auth-token", token), "");
            RestResponse answer = restored.serve(request);
            assertThat(answer.status()).as(target).isEqualTo(200);
            assertThat(answer).as(target).isEqualTo(site.array.serve(request));
        }
        assertThat(restored.save()).isEqualTo(site.array.save());
    }

    @Test
    void accessState_differsWithEachThingThatDecidesAccess_andTellsNoSecret() {
        List<JsonNode> states = new ArrayList<>(List.of(site.machines.accessState()));
        change(states, () -> site.patch("hosts?names=web-01", "{\"add_iqns\":[\"" + B + "\"]}"));
        change(states, () -> site.delete("connections?host_names=web-01&volume_names=web-01-boot"));
        change(states, () -> site.post("connections?host_names=web-01&volume_names=web-01-boot", "{\"lun\":9}"));
        change(states, () -> site.post("host-groups?names=second", ""));
        change(states, () -> site.post("host-groups/hosts?group_names=second&member_names=web-01", ""));
        change(states, () -> chap(SECRET));
        change(states, () -> chap(SECRET + "-2"));
        change(states, () -> site.patch("volumes?names=spare", "{\"destroyed\":true}"));
        change(states, () -> site.array.setPort(site.iscsi.getFirst().address(), false));
        change(states, () -> site.array.setController("CT1", Controller.Status.NOT_READY));

        assertThat(states.toString()).doesNotContain(SECRET);
    }

    @Test
    void accessState_staysWithWhatDecidesNothing() {
        JsonNode before = site.machines.accessState();
        String session = site.loginOfWeb();
        site.machines.write(session, 1, 1);
        site.login(ADMIN);
        site.get("hosts");
        site.patch("hosts?names=gone", "{}");

        assertThat(site.machines.accessState()).isEqualTo(before);
    }

    @Test
    void nothingThatIsPrinted_tellsASecret() {
        chap(SECRET);
        String token = site.login(ADMIN);

        assertThat(site.array.save().toString()).doesNotContain(SECRET, token).contains(A);
        assertThat(ADMIN.toString()).doesNotContain(ADMIN.apiToken());
    }

    private void chap(String password) {
        site.patch("hosts?names=web-01", "{\"chap\":{\"host_user\":\"u\",\"host_password\":\"" + password + "\"}}");
    }

    private void change(List<JsonNode> states, Runnable how) {
        how.run();
        JsonNode state = site.machines.accessState();
        assertThat(states).doesNotContain(state);
        states.add(state);
    }
}
