package io.github.outpostrecovery.lab.alletra;

import static io.github.outpostrecovery.lab.alletra.AlletraSite.A;
import static io.github.outpostrecovery.lab.alletra.AlletraSite.B;
import static io.github.outpostrecovery.lab.alletra.AlletraSite.OTHER;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.outpostrecovery.lab.alletra.settings.AlletraSettings;
import io.github.outpostrecovery.lab.datapath.DataPathObserver;
import io.github.outpostrecovery.lab.datapath.WriteReply;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SlowApplyTest {
    private static final String REMOVE_A =
            "{\"pathOperation\":2,\"iSCSINames\":[\"" + A + "\"],\"forcePathRemoval\":true}";
    private static final String ADD_B = "{\"pathOperation\":1,\"iSCSINames\":[\"" + B + "\"]}";

    private final AlletraSite site = new AlletraSite(
            AlletraSettings.DEFAULTS.withTiming(timing -> timing.withApplyDelay(Duration.ofSeconds(8))));

    @Test
    void change_isAnsweredAtOnce_andKnownLater() {
        String session = site.login(site.iscsi("server-1", A, 0));
        JsonNode before = site.array.accessState();
        assertThat(site.delete("/vluns/boot,0,web-01").status()).isEqualTo(200);

        site.agenda.advance(Duration.ofSeconds(7));
        assertThat(site.rows("boot")).hasSize(2);
        assertThat(site.array.write(session, 0, 1)).isInstanceOf(WriteReply.Written.class);
        assertThat(site.array.initiatorsWithAccess(site.boot.wwn())).containsExactly(A);
        assertThat(site.array.accessState()).as("what is set up has changed").isNotEqualTo(before);

        site.agenda.advance(Duration.ofSeconds(1));
        assertThat(site.rows("boot")).isEmpty();
        assertThat(site.array.write(session, 0, 2)).isInstanceOf(WriteReply.Refused.class);
        assertThat(site.array.initiatorsWithAccess(site.boot.wwn())).isEmpty();
    }

    @Test
    void change_isJudgedByTheOnesBefore() {
        assertThat(site.delete("/vluns/boot,0,web-01").status()).isEqualTo(200);
        assertThat(site.delete("/vluns/boot,0,web-01").code()).isEqualTo(19);
        assertThat(site.post("/hosts", "{\"name\":\"web-02\",\"iSCSINames\":[\"" + B + "\"]}")
                        .status())
                .isEqualTo(201);
        assertThat(site.get("/hosts/web-02").code()).as("not yet").isEqualTo(17);
        assertThat(site.post("/vluns", "{\"volumeName\":\"boot\",\"lun\":0,\"hostname\":\"web-02\"}")
                        .status())
                .isEqualTo(201);
    }

    @Test
    void changes_becomeKnownInTheirOrder_evenIfTheArrayGetsFaster() {
        List<List<String>> access = new ArrayList<>();
        site.array.observe(new DataPathObserver() {
            @Override
            public void accessChanged(String array) {
                access.add(List.copyOf(site.array.initiatorsWithAccess(site.boot.wwn())));
            }
        });
        site.put("/hosts/web-01", REMOVE_A);
        site.array.change(settings -> settings.withTiming(timing -> timing.withApplyDelay(Duration.ZERO)));
        site.put("/hosts/web-01", ADD_B);
        site.agenda.advance(Duration.ofSeconds(8));

        assertThat(site.array.initiatorsWithAccess(site.boot.wwn())).containsExactly(B);
        assertThat(access).containsExactly(List.of(A), List.of(A), List.of(), List.of(B));
    }

    @Test
    void whoIsAdmittedByHand_isInAtOnce_andStaysWhenOlderChangesApply() {
        site.put("/hosts/web-01", REMOVE_A);
        site.array.admit(B, List.of("boot"));
        assertThat(site.array.initiatorsWithAccess(site.boot.wwn())).containsExactly(A, B);
        site.agenda.advance(Duration.ofSeconds(8));
        assertThat(site.array.initiatorsWithAccess(site.boot.wwn())).containsExactly(B);
        assertThat(site.array.initiatorsWithAccess(site.otherBoot.wwn())).containsExactly(OTHER);
    }
}
