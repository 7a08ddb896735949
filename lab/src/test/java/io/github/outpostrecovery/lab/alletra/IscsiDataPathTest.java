package io.github.outpostrecovery.lab.alletra;

import static io.github.outpostrecovery.lab.alletra.AlletraSite.A;
import static io.github.outpostrecovery.lab.alletra.AlletraSite.B;
import static io.github.outpostrecovery.lab.alletra.AlletraSite.OTHER;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.outpostrecovery.lab.alletra.inventory.ArrayPort;
import io.github.outpostrecovery.lab.alletra.settings.Fabric;
import io.github.outpostrecovery.lab.datapath.DataPathObserver;
import io.github.outpostrecovery.lab.datapath.LandedWrite;
import io.github.outpostrecovery.lab.datapath.LinkConditions;
import io.github.outpostrecovery.lab.datapath.LoginAttempt;
import io.github.outpostrecovery.lab.datapath.LoginReply;
import io.github.outpostrecovery.lab.datapath.ReadReply;
import io.github.outpostrecovery.lab.datapath.VisibleVolume;
import io.github.outpostrecovery.lab.datapath.WriteReply;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class IscsiDataPathTest {
    private static final String FORCED_REMOVAL =
            "{\"pathOperation\":2,\"iSCSINames\":[\"" + A + "\"],\"forcePathRemoval\":true}";

    private final AlletraSite site = new AlletraSite();

    @Test
    void host_seesWhatItAndItsSetsAreShown() {
        String session = site.login(site.iscsi("server-1", A, 0));
        assertThat(site.array.reportLuns(session))
                .containsExactlyInAnyOrder(
                        new VisibleVolume(0, site.boot.wwn()),
                        new VisibleVolume(1, site.data.wwn()),
                        new VisibleVolume(5, site.shared.wwn()));
        String neighbour = site.login(site.iscsi("server-9", OTHER.toUpperCase(Locale.ROOT), 0));
        assertThat(site.array.reportLuns(neighbour))
                .containsExactlyInAnyOrder(
                        new VisibleVolume(0, site.otherBoot.wwn()), new VisibleVolume(5, site.shared.wwn()));
    }

    @Test
    void everyPort_isATargetOfItsOwn() {
        assertThat(site.iscsi.get(0).targetName())
                .isNotEqualTo(site.iscsi.get(1).targetName());
        LoginAttempt first = site.iscsi("server-1", A, 0);
        LoginAttempt crossed = new LoginAttempt(
                first.machine(),
                first.initiator(),
                first.protocol(),
                site.iscsi.get(1).targetName(),
                first.isid(),
                first.sourceAddress(),
                first.portal(),
                Optional.empty());
        assertThat(site.array.login(crossed)).isInstanceOf(LoginReply.Refused.class);
        LoginAttempt wrongTcpPort = new LoginAttempt(
                first.machine(),
                first.initiator(),
                first.protocol(),
                first.target(),
                first.isid(),
                first.sourceAddress(),
                site.iscsi.get(0).address() + ":4420",
                Optional.empty());
        assertThat(site.array.login(wrongTcpPort)).isInstanceOf(LoginReply.Refused.class);
    }

    @Test
    void removalOfThePath_letsWritesInFlightLand_andNoOthers() {
        List<LandedWrite> landed = new ArrayList<>();
        List<String> changes = new ArrayList<>();
        site.array.observe(new DataPathObserver() {
            @Override
            public void landed(LandedWrite write) {
                landed.add(write);
            }

            @Override
            public void accessChanged(String array) {
                changes.add(array);
            }
        });
        String session = site.login(site.iscsi("server-1", A, 0));
        site.array.setLink("server-1", LinkConditions.slowWrites(Duration.ofSeconds(45)));
        assertThat(site.array.write(session, 0, 666)).isInstanceOf(WriteReply.InFlight.class);
        assertThat(site.put("/hosts/web-01", FORCED_REMOVAL).status()).isEqualTo(200);

        assertThat(site.array.write(session, 0, 667)).isInstanceOf(WriteReply.Refused.class);
        assertThat(site.rows("boot")).as("the drain is not to be seen").hasSize(1);
        assertThat(landed).isEmpty();
        site.agenda.advance(Duration.ofSeconds(46));
        assertThat(landed).extracting(LandedWrite::payload).containsExactly(666L);
        assertThat(site.array.content(site.boot.wwn())).isEqualTo(666L);
        assertThat(changes).containsExactly("array-h");
    }

    @Test
    void zombie_staysLoggedIn_logsInAgain_andSeesNothing() {
        String session = site.login(site.iscsi("server-1", A, 0));
        site.put("/hosts/web-01", FORCED_REMOVAL);

        assertThat(site.array.sessions()).hasSize(1);
        assertThat(site.array.reportLuns(session)).isEmpty();
        assertThat(site.array.read(session, 0)).isInstanceOf(ReadReply.Refused.class);
        String again = site.login(site.iscsi("server-1", A, 1));
        assertThat(site.array.reportLuns(again)).isEmpty();
    }

    @Test
    void zombie_isLoggedOut_orRefused_ifTheFabricDoesSo() {
        site.array.change(settings -> settings.withFabric(fabric -> fabric.withLiveSession(Fabric.LiveSession.CLOSED)
                .withUnknownInitiator(Fabric.UnknownInitiator.REFUSED)));
        site.login(site.iscsi("server-1", A, 0));
        site.login(site.iscsi("server-9", OTHER, 0));
        site.put("/hosts/web-01", FORCED_REMOVAL);

        assertThat(site.array.sessions()).extracting(one -> one.initiator()).containsExactly(OTHER);
        assertThat(site.array.login(site.iscsi("server-1", A, 0))).isInstanceOf(LoginReply.Refused.class);
    }

    @Test
    void hostTakenFromItsSet_losesTheSetsVolumes_andItsNeighbourDoesNot() {
        String session = site.login(site.iscsi("server-1", A, 0));
        String neighbour = site.login(site.iscsi("server-9", OTHER, 0));
        site.put("/hostsets/both", "{\"action\":2,\"setmembers\":[\"web-01\"]}");

        assertThat(site.array.write(session, 5, 1)).isInstanceOf(WriteReply.Refused.class);
        assertThat(site.array.write(session, 0, 1)).isInstanceOf(WriteReply.Written.class);
        assertThat(site.array.write(neighbour, 5, 1)).isInstanceOf(WriteReply.Written.class);
    }

    @Test
    void swappedInitiator_takesTheLunsOver() {
        site.put("/hosts/web-01", FORCED_REMOVAL);
        site.put("/hosts/web-01", "{\"pathOperation\":1,\"iSCSINames\":[\"" + B + "\"]}");
        String session = site.login(site.iscsi("server-2", B, 1));

        assertThat(site.array.reportLuns(session))
                .extracting(VisibleVolume::lun)
                .containsExactlyInAnyOrder(0, 1, 5);
        assertThat(site.rows("boot"))
                .anyMatch(row -> row.path("remoteName").asText().equals(B));
        assertThat(site.array.initiatorsWithAccess(site.boot.wwn())).containsExactly(B);
    }

    @Test
    void deadMachinesSession_keepsItsActiveRows_untilTheKeepAliveEnds() {
        site.login(site.iscsi("server-1", A, 0));
        site.array.connectionLost("server-1");
        assertThat(site.rows("boot")).hasSize(2);
        site.agenda.advance(Duration.ofSeconds(21));
        assertThat(site.rows("boot")).hasSize(1);
    }

    @Test
    void portThatIsDown_servesNobody() {
        String session = site.login(site.iscsi("server-1", A, 0));
        site.array.setPort(site.iscsi.get(0).address(), ArrayPort.Link.LOSS_SYNC);
        assertThat(site.array.write(session, 0, 1)).isInstanceOf(WriteReply.Refused.class);
        assertThat(site.array.login(site.iscsi("server-1", A, 0))).isInstanceOf(LoginReply.Refused.class);
        assertThat(site.array.login(site.iscsi("server-1", A, 1))).isInstanceOf(LoginReply.Accepted.class);

        site.array.setPort(site.iscsi.get(0).address(), ArrayPort.Link.READY);
        assertThat(site.array.write(session, 0, 1)).as("the session is lost").isInstanceOf(WriteReply.Refused.class);
        assertThat(site.array.login(site.iscsi("server-1", A, 0))).isInstanceOf(LoginReply.Accepted.class);
    }

    @Test
    void whoIsAdmittedByHand_reachesTheVolumesAtOnce_andNobodyLosesAny() {
        String unknown = site.login(site.iscsi("server-2", B, 0));
        site.array.admit(B, List.of("boot", "spare"));
        assertThat(site.array.reportLuns(unknown))
                .extracting(VisibleVolume::volume)
                .containsExactlyInAnyOrder(site.boot.wwn(), site.spare.wwn());
        assertThat(site.array.initiatorsWithAccess(site.boot.wwn())).containsExactly(A, B);

        String known = site.login(site.iscsi("server-9", OTHER, 0));
        site.array.admit(OTHER, List.of("boot", "shared"));
        assertThat(site.array.reportLuns(known)).hasSize(3);
        assertThat(site.rows("shared"))
                .filteredOn(row -> !row.path("active").asBoolean())
                .hasSize(1);
    }
}
