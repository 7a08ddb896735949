package io.github.outpostrecovery.cli.userdata;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.outpostrecovery.core.compute.UserData;
import io.github.outpostrecovery.core.name.Generation;
import io.github.outpostrecovery.core.name.Initiator;
import io.github.outpostrecovery.core.name.InstanceName;
import io.github.outpostrecovery.core.name.Protocol;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class RecoveryUserDataTest {
    private static final Initiator SUCCESSOR = Initiator.fresh(
            Protocol.ISCSI,
            new InstanceName("web-01"),
            new Generation(12),
            UUID.fromString("11111111-2222-4333-8444-555555555555"));

    private static List<String> reasons(String text, Initiator... names) {
        return switch (RecoveryUserData.of(text, List.of(names))) {
            case RecoveryUserData.Refused(List<String> reasons) -> reasons;
            case RecoveryUserData.Template template -> List.of();
        };
    }

    @Test
    void everyOfferedUserData_becomesATemplate_thatGivesTheSuccessorItsOwnName() {
        for (Requests.Shape shape : Requests.offered()) {
            if (shape.portals() != 2 || shape.updates() != UserDataRequest.Updates.NONE) {
                continue;
            }
            String primary = Requests.rendered(shape.request()).text();
            List<Initiator> names = List.of(Requests.IQN, Requests.NQN).stream()
                    .filter(name -> primary.contains(name.value()))
                    .toList();
            // Windows has no NVMe/TCP initiator, and the localboot image names it.
            assertThat(names).as("%s", shape).isNotEmpty();

            assertThat(RecoveryUserData.of(primary, names))
                    .as("%s", shape)
                    .isInstanceOfSatisfying(RecoveryUserData.Template.class, template -> {
                        assertThat(template.userData().text())
                                .doesNotContain(Requests.IQN.value(), Requests.NQN.value());
                        assertThat(template.userData().forInitiators(names)).isEqualTo(primary);
                    });
        }
    }

    @Test
    void template_isWhatTheRendererMakesOfMarkers() {
        UserDataRequest request = Requests.dataVolumes(Protocol.ISCSI, 2, true);
        Attachment.Iscsi data = (Attachment.Iscsi) request.data().orElseThrow();
        UserDataRequest marked = new UserDataRequest(
                request.instance(),
                request.feature(),
                request.guest(),
                request.boot(),
                java.util.Optional.of(new Attachment.Iscsi(
                        new Attachment.MachineName.Marker(Protocol.ISCSI), data.targets(), data.portals())),
                request.scripts(),
                request.network(),
                request.updates());

        assertThat(RecoveryUserData.of(Requests.rendered(request).text(), List.of(Requests.IQN)))
                .isEqualTo(new RecoveryUserData.Template(
                        new UserData(Requests.rendered(marked).text())));
    }

    @Test
    void nameThatIsNotThere_orOnlyAsPartOfAnother_isRefused() {
        assertThat(reasons("#!ipxe\nset initiator-iqn iqn.2024-01.com.example:x\n", Requests.IQN))
                .singleElement()
                .asString()
                .contains("do not name " + Requests.IQN);
        assertThat(reasons("set initiator-iqn " + Requests.IQN + "2\n", Requests.IQN))
                .hasSize(2);
        assertThat(reasons("set initiator-iqn x\n")).hasSize(1);
    }

    @Test
    void otherNamesOfOurs_areRefused_andNamesOfTargetsAreNot() {
        String text = "set initiator-iqn " + Requests.IQN + "\nsanboot iscsi:10.0.0.1::3260:1:" + Requests.TARGET
                + "\nlogin nvme 10.0.0.1 4420 nqn.2014-08.org.nvmexpress:uuid:5d6c7b8a-1f2e-4d3c-8b4a-6f7e8d9c0b1a -\n";

        assertThat(reasons(text, Requests.IQN)).isEmpty();
        assertThat(reasons(text + "# was " + SUCCESSOR + "\n", Requests.IQN))
                .singleElement()
                .asString()
                .contains("also name " + SUCCESSOR);
        assertThat(reasons(text + "name nvme " + Requests.NQN + "\n", Requests.IQN))
                .hasSize(1);
    }

    @Test
    void nameInOtherLetters_orItsUuidAlone_isRefused() {
        String text = "name nvme " + Requests.NQN + "\n";
        String uuid = Requests.NQN.value().substring(Requests.NQN.value().lastIndexOf(':') + 1);

        assertThat(reasons(text + "echo " + uuid + " > /etc/nvme/hostid\n", Requests.NQN))
                .singleElement()
                .asString()
                .contains("host id");
        assertThat(reasons(text + Requests.NQN.value().toUpperCase(Locale.ROOT) + "\n", Requests.NQN))
                .anySatisfy(reason -> assertThat(reason).contains("upper-case"));
    }
}
