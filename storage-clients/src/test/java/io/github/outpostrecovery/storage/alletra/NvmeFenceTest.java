package io.github.outpostrecovery.storage.alletra;

import static io.github.outpostrecovery.storage.alletra.AlletraFixture.BOOT;
import static io.github.outpostrecovery.storage.alletra.AlletraFixture.DATA;
import static io.github.outpostrecovery.storage.alletra.AlletraFixture.OTHER_NQN;
import static io.github.outpostrecovery.storage.alletra.AlletraFixture.VICTIM_NQN;
import static io.github.outpostrecovery.storage.alletra.AlletraFixture.answered;
import static io.github.outpostrecovery.storage.alletra.AlletraFixture.fence;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.outpostrecovery.core.array.AccessReport;
import io.github.outpostrecovery.core.array.ArrayFailure;
import io.github.outpostrecovery.core.array.RevokeReport;
import io.github.outpostrecovery.storage.rest.HttpMethod;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NvmeFenceTest {
    private final AlletraFixture fixture = new AlletraFixture();
    private final FakeWsapi wsapi = fixture.wsapi;

    private RevokeReport revoke() {
        try (AlletraArray array = fixture.nvme()) {
            return array.revoke(fence(VICTIM_NQN));
        }
    }

    private AccessReport access() {
        try (AlletraArray array = fixture.nvme()) {
            return answered(array.access(Set.of(BOOT, DATA)));
        }
    }

    @Test
    void revoke_when_hostIsTheVictims_deletesItsExportsAndThenTheHost() {
        fixture.privateNvmeHost();

        assertThat(revoke().failures()).isEmpty();
        assertThat(fixture.writes())
                .containsExactly(
                        "DELETE vluns/web-boot,1,web-01", "DELETE vluns/web-data,5,web-01", "DELETE hosts/web-01");
        assertThat(access().paths()).isEmpty();
        assertThat(wsapi.find("hosts", "other")).isPresent();
    }

    @Test
    void revoke_when_repeated_changesNothing() {
        fixture.privateNvmeHost();
        revoke();

        assertThat(revoke().failures()).isEmpty();
        assertThat(fixture.writes()).hasSize(3);
    }

    @Test
    void revoke_when_hostIsInSets_leavesThoseThatLeadToTheVolumesToTheRest() {
        fixture.volumes();
        wsapi.nvmeHost("web-01", VICTIM_NQN.value());
        wsapi.nvmeHost("other", OTHER_NQN.value());
        wsapi.set("hostsets", "hs", "web-01", "other");
        wsapi.set("hostsets", "unrelated", "web-01");
        wsapi.set("volumesets", "vvs", BOOT.value(), DATA.value());
        wsapi.template("set:vvs", 10, "set:hs");

        assertThat(revoke().failures()).isEmpty();
        assertThat(fixture.writes())
                .containsExactly("PUT hostsets/hs {\"action\":2,\"setmembers\":[\"web-01\"]}", "DELETE hosts/web-01");
        assertThat(access().initiatorsOf(DATA)).containsExactly(OTHER_NQN);
    }

    @Test
    void revoke_when_volumeSetIsExportedToTheHost_takesOneRequestForIt() {
        fixture.volumes();
        wsapi.nvmeHost("web-01", VICTIM_NQN.value());
        wsapi.set("volumesets", "vvs", BOOT.value(), DATA.value());
        wsapi.template("set:vvs", 10, "web-01");

        assertThat(revoke().failures()).isEmpty();
        assertThat(fixture.writes()).containsExactly("DELETE vluns/set:vvs,10,web-01", "DELETE hosts/web-01");
    }

    @Test
    void revoke_when_hostHasOtherExports_leavesItThere() {
        fixture.privateNvmeHost();
        wsapi.template("unrelated", 9, "web-01");

        RevokeReport report = revoke();

        assertThat(report.failures()).isEmpty();
        assertThat(report.done()).last().asString().startsWith("host web-01 stays, since it is still in use");
        assertThat(access().paths()).isEmpty();
        assertThat(wsapi.collection("vluns")).hasSize(1);
    }

    @Test
    void revoke_when_anExportStays_doesNotTryTheHost() {
        fixture.privateNvmeHost();
        wsapi.when(FakeWsapi.to(HttpMethod.DELETE, "vluns/web-boot"), request -> FakeWsapi.error(400, 40));

        assertThat(revoke().failures()).extracting(ArrayFailure::code).containsExactly("40");
        assertThat(fixture.writes()).noneMatch(line -> line.startsWith("DELETE hosts"));
        assertThat(access().initiatorsOf(BOOT)).containsExactly(VICTIM_NQN);
        assertThat(access().initiatorsOf(DATA)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"vluns, 404, 19, true", "vluns, 404, 23, true", "hosts, 404, 17, true", "vluns, 404, 11, false"})
    void revoke_when_itIsSaidToBeGone_decidesByTheCode(String what, int status, int code, boolean believed) {
        fixture.privateNvmeHost();
        wsapi.once(FakeWsapi.to(HttpMethod.DELETE, what), request -> {
            wsapi.apply(request);
            return FakeWsapi.error(status, code);
        });

        assertThat(revoke().failures().isEmpty()).isEqualTo(believed);
        assertThat(access().paths()).isEmpty();
    }

    @Test
    void revoke_when_hostHasNamesOfOthers_touchesNothing() {
        fixture.privateNvmeHost();
        wsapi.named("hosts", "web-01").withArray("NVMETCPPaths").addObject().put("NQN", OTHER_NQN.value());

        assertThat(revoke().failures()).hasSize(1);
        assertThat(fixture.writes()).isEmpty();
    }
}
