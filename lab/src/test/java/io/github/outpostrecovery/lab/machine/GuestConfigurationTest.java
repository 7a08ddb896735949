package io.github.outpostrecovery.lab.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.outpostrecovery.core.compute.UserData;
import io.github.outpostrecovery.core.name.Initiator;
import io.github.outpostrecovery.lab.datapath.Protocol;
import io.github.outpostrecovery.lab.machine.GuestConfiguration.BootVolume;
import io.github.outpostrecovery.lab.machine.GuestConfiguration.Portal;
import java.util.List;
import org.junit.jupiter.api.Test;

class GuestConfigurationTest {
    private static final String TARGET = "iqn.1992-08.com.example:target";
    private static final String SUBSYSTEM = "nqn.1992-08.com.example:subsystem";
    private static final String IQN = "iqn.2006-03.com.amazon.aws:web-01.u.g2";
    private static final String NQN = "nqn.2014-08.org.nvmexpress:uuid:7b1b8f6e-0000-4000-8000-000000000002";

    private final List<Portal> portals = List.of(
            new Portal(Protocol.ISCSI, "10.0.0.1:3260", TARGET),
            new Portal(Protocol.NVME_TCP, "10.0.0.2:4420", SUBSYSTEM));
    private final List<BootVolume> volumes = List.of(new BootVolume(TARGET, 0), new BootVolume(SUBSYSTEM, 1));

    @Test
    void template_filledWithNames_isReadBackByTheGuest() {
        UserData template = new UserData(GuestConfiguration.template(portals, volumes));

        GuestConfiguration read =
                GuestConfiguration.parse(template.forInitiators(List.of(Initiator.parse(IQN), Initiator.parse(NQN))));

        assertThat(read).isEqualTo(new GuestConfiguration(List.of(IQN, NQN), portals, volumes));
        assertThat(read.initiator(Protocol.ISCSI)).contains(IQN);
        assertThat(read.initiator(Protocol.NVME_TCP)).contains(NQN);
    }

    @Test
    void volume_mayBeShownByATargetForEachPortal() {
        List<BootVolume> several = List.of(new BootVolume(List.of(TARGET + ".a", TARGET + ".b"), 3));

        assertThat(GuestConfiguration.parse(GuestConfiguration.template(portals, several))
                        .volumes())
                .isEqualTo(several);
    }

    @Test
    void parse_findsNoName_whereTheMarkerWasLeft() {
        GuestConfiguration read = GuestConfiguration.parse(GuestConfiguration.template(portals, volumes));

        assertThat(read.initiator(Protocol.ISCSI)).isEmpty();
    }

    @Test
    void parse_ignoresWhatIsNotForIt_andRefusesProtocolsItDoesNotKnow() {
        assertThat(GuestConfiguration.parse("#!ipxe\ndhcp\n\n").portals()).isEmpty();
        assertThatThrownBy(() -> GuestConfiguration.parse("portal fc 1 2"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void parse_readsTheFirmwaresScript_withItsHexadecimalLun() {
        GuestConfiguration read = GuestConfiguration.parse("""
            #!ipxe
            set initiator-iqn %s
            ifopen net1
            sanboot iscsi:10.0.0.1::3260:a:%s.a iscsi:[2001:db8::1]::::%s.b
            """.formatted(IQN, TARGET, TARGET));

        assertThat(read.initiators()).containsExactly(IQN);
        assertThat(read.portals())
                .containsExactly(
                        new Portal(Protocol.ISCSI, "10.0.0.1:3260", TARGET + ".a"),
                        new Portal(Protocol.ISCSI, "[2001:db8::1]:3260", TARGET + ".b"));
        assertThat(read.volumes())
                .containsExactly(new BootVolume(List.of(TARGET + ".a"), 10), new BootVolume(List.of(TARGET + ".b"), 0));
    }

    @Test
    void parse_takesTwoTargetsOfTheSameLun_forOneVolume() {
        assertThat(GuestConfiguration.parse("sanboot iscsi:10.0.0.1::3260:1:%s.a iscsi:10.0.0.2::3260:1:%s.b"
                                .formatted(TARGET, TARGET))
                        .volumes())
                .containsExactly(new BootVolume(List.of(TARGET + ".a", TARGET + ".b"), 1));
    }

    @Test
    void parse_readsTheTableOfAScript_onceHoweverOftenItIsThere() {
        String table = """
            name iscsi %s
            name nvme %s
            discover iscsi 10.0.0.1 3260 a/secret
            login iscsi 10.0.0.1 3260 %s a/secret
            login nvme 10.0.0.2 4420 %s -
            """.formatted(IQN, NQN, TARGET, SUBSYSTEM);

        assertThat(GuestConfiguration.parse(table + "name is a word of other scripts, too\n" + table))
                .isEqualTo(new GuestConfiguration(List.of(IQN, NQN), portals, List.of()));
    }

    @Test
    void parse_readsWhatLocalbootBoots() {
        assertThat(GuestConfiguration.parse("localboot --target " + TARGET + " --lun 12")
                        .volumes())
                .containsExactly(new BootVolume(TARGET, 12));
        assertThat(GuestConfiguration.parse("localboot --target " + TARGET).volumes())
                .containsExactly(new BootVolume(TARGET, 0));
        assertThat(GuestConfiguration.parse("localboot --target " + SUBSYSTEM).volumes())
                .isEmpty();
    }
}
