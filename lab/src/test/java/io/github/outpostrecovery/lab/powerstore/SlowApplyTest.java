package io.github.outpostrecovery.lab.powerstore;

import static io.github.outpostrecovery.lab.powerstore.SimulatedCluster.A;
import static io.github.outpostrecovery.lab.powerstore.SimulatedCluster.B;
import static io.github.outpostrecovery.lab.powerstore.SimulatedCluster.initiators;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.outpostrecovery.lab.datapath.Protocol;
import io.github.outpostrecovery.lab.datapath.WriteReply;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SlowApplyTest {
    private static final String REMOVE_A = "{\"remove_initiators\":[\"" + A + "\"]}";

    private final SimulatedCluster site = new SimulatedCluster(
            PowerStoreSettings.DEFAULTS.with().applyDelay(Duration.ofSeconds(8)).done());
    private final String web = "/host/" + site.web.id();

    @Test
    void change_isSeen_onlyWhenItTakesEffect() {
        String session = site.session(site.attempt("server-1", A, 0));
        assertThat(site.patch(web, REMOVE_A).status()).isEqualTo(204);
        site.advance(7);

        assertThat(site.array.write(session, 0, 1)).isInstanceOf(WriteReply.Written.class);
        assertThat(site.get("/initiator?port_name=eq." + A).rows()).hasSize(1);
        assertThat(site.array.initiatorsWithAccess(site.boot.id())).containsExactly(A);
        site.advance(1);
        assertThat(site.array.write(session, 0, 1)).isInstanceOf(WriteReply.Refused.class);
        assertThat(site.get("/initiator?port_name=eq." + A).rows()).isEmpty();
        assertThat(site.array.initiatorsWithAccess(site.boot.id())).isEmpty();
    }

    @Test
    void changes_areCheckedAgainstWhatWasAccepted_andTakeEffectInOrder() {
        site.patch(web, REMOVE_A);
        site.advance(3);
        assertThat(site.patch(web, REMOVE_A).code()).isEqualTo("0xE0A010010014");
        assertThat(site.patch(web, initiators("add_initiators", B)).status()).isEqualTo(204);

        site.advance(5);
        assertThat(site.array.initiatorsWithAccess(site.boot.id())).isEmpty();
        site.advance(3);
        assertThat(site.array.initiatorsWithAccess(site.boot.id())).containsExactly(B);
    }

    @Test
    void quickChange_isNotUndoneBySlowerOnesBeforeIt() {
        site.patch(web, REMOVE_A);
        site.array.change(settings -> settings.with().applyDelay(Duration.ZERO).done());
        site.patch(web, initiators("add_initiators", B));
        assertThat(site.array.initiatorsWithAccess(site.boot.id())).containsExactly(B);

        site.advance(10);
        assertThat(site.array.initiatorsWithAccess(site.boot.id())).containsExactly(B);
    }

    @Test
    void accessState_tellsOfAChange_fromTheMomentItIsAccepted() {
        JsonNode before = site.array.accessState();
        site.patch(web, REMOVE_A);

        assertThat(site.array.accessState()).isNotEqualTo(before);
    }

    @Test
    void hand_isQuicker_andIsNotUndone() {
        site.patch(web, REMOVE_A);
        site.array.admit(B, Protocol.ISCSI, Optional.empty(), List.of("spare"));
        assertThat(site.array.initiatorsWithAccess(site.spare.id())).containsExactly(B);

        site.advance(8);
        assertThat(site.array.initiatorsWithAccess(site.spare.id())).containsExactly(B);
        assertThat(site.array.initiatorsWithAccess(site.boot.id())).isEmpty();
    }
}
