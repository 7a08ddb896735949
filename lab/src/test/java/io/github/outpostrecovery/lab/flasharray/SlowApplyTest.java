package io.github.outpostrecovery.lab.flasharray;

import static io.github.outpostrecovery.lab.flasharray.FlashArraySite.A;
import static io.github.outpostrecovery.lab.flasharray.FlashArraySite.ACCOUNTS;
import static io.github.outpostrecovery.lab.flasharray.FlashArraySite.B;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.outpostrecovery.lab.datapath.DataPathObserver;
import io.github.outpostrecovery.lab.datapath.WriteReply;
import io.github.outpostrecovery.lab.time.Agenda;
import io.github.outpostrecovery.lab.time.Pace;
import io.github.outpostrecovery.lab.time.Recipient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SlowApplyTest {
    private static final String SWAP = "{\"remove_iqns\":[\"" + A + "\"],\"add_iqns\":[\"" + B + "\"]}";

    private final FlashArraySite site =
            new FlashArraySite(FlashArraySettings.DEFAULTS.withApplyDelay(Duration.ofSeconds(5)));

    @Test
    void change_isAnsweredAtOnce_andSeenLater() {
        String session = site.loginOfWeb();
        assertThat(site.patch("hosts?names=web-01", SWAP)
                        .item()
                        .path("iqns")
                        .path(0)
                        .asText())
                .isEqualTo(B);

        site.agenda.advance(Duration.ofSeconds(4));
        assertThat(iqn()).isEqualTo(A);
        assertThat(site.machines.initiatorsWithAccess(site.boot.id())).containsExactly(A);
        assertThat(site.machines.write(session, 1, 1)).isInstanceOf(WriteReply.Written.class);
        assertThat(site.machines.accessState().has("accepted")).isTrue();
        site.agenda.advance(Duration.ofSeconds(1));
        assertThat(site.machines.accessState().has("accepted")).isFalse();
        assertThat(iqn()).isEqualTo(B);
        assertThat(site.machines.initiatorsWithAccess(site.boot.id())).containsExactly(B);
        assertThat(site.machines.write(session, 1, 1)).isInstanceOf(WriteReply.Refused.class);
    }

    @Test
    void changes_actOnWhatWasAccepted_notOnWhatIsSeen() {
        String target = "connections?host_names=web-01&volume_names=web-01-boot";
        assertThat(site.delete(target).status()).isEqualTo(200);
        assertThat(site.get(target).items()).hasSize(1);

        assertThat(site.delete(target).message()).isEqualTo("Connection does not exist.");
        assertThat(site.post(target, "").status()).isEqualTo(200);
        site.agenda.advance(Duration.ofSeconds(6));
        assertThat(site.get(target).items()).hasSize(1);
    }

    @Test
    void refusal_isNeverApplied() {
        JsonNode before = site.machines.accessState();
        site.post("hosts?names=web-01", "{}");
        site.agenda.advance(Duration.ofSeconds(6));

        assertThat(site.machines.accessState()).isEqualTo(before);
    }

    @Test
    void quickerArray_appliesAllThatWaits_andNothingComesBackLater() {
        site.patch("hosts?names=web-01", SWAP);
        site.array.change(settings -> settings.withApplyDelay(Duration.ZERO));
        site.patch("hosts?names=db-01", "{\"name\":\"db-02\"}");

        assertThat(iqn()).isEqualTo(B);
        site.agenda.advance(Duration.ofSeconds(6));
        assertThat(site.get("hosts?names=db-02").items()).hasSize(1);
    }

    @Test
    void observers_hearOfTheChange_whenItIsAcceptedAndWhenItIsSeen() {
        List<String> states = new ArrayList<>();
        site.machines.observe(new DataPathObserver() {
            @Override
            public void accessChanged(String array) {
                states.add(site.machines.initiatorsWithAccess(site.boot.id()).toString());
            }
        });
        site.patch("hosts?names=web-01", SWAP);
        site.agenda.advance(Duration.ofSeconds(5));

        assertThat(states).containsExactly("[" + A + "]", "[" + B + "]");
    }

    @Test
    void changeThatWaits_isPartOfTheState_andIsAppliedAfterARestore() {
        JsonNode before = site.machines.accessState();
        site.patch("hosts?names=web-01", SWAP);
        assertThat(site.machines.accessState()).isNotEqualTo(before);
        FlashArrayState saved = site.array.save();
        Agenda agenda = Agenda.restore(site.agenda.save(), Pace.VIRTUAL);
        FlashArraySimulator restored = FlashArraySimulator.restore(saved, ACCOUNTS, agenda);
        // The way to the API has its own entries in the agenda.
        agenda.register("array-a/late-requests", Recipient.Kind.WORLD, late -> {});

        assertThat(restored.save()).isEqualTo(saved);
        assertThat(restored.blockTarget().initiatorsWithAccess(site.boot.id())).containsExactly(A);
        agenda.advance(Duration.ofSeconds(5));
        assertThat(restored.blockTarget().initiatorsWithAccess(site.boot.id())).containsExactly(B);
    }

    private String iqn() {
        return site.get("hosts?names=web-01").item().path("iqns").path(0).asText();
    }
}
