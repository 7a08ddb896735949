package io.github.outpostrecovery.tests.cloud;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.outpostrecovery.cli.serve.ServedArray;
import io.github.outpostrecovery.lab.array.SimulatedArray.Account;
import io.github.outpostrecovery.lab.array.Topology;
import io.github.outpostrecovery.lab.datapath.Protocol;
import io.github.outpostrecovery.lab.rest.RestServer;
import io.github.outpostrecovery.tests.cloud.CommandLineAtMoto.Ran;
import io.github.outpostrecovery.cli.cloud.Stacks.Change;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/**
 * One life of an instance, typed: launched from an array, its templates made, protected, looked at, held, let go and cleaned
 * up, each command as a user types it, against moto's server and a simulated array over pinned TLS. Skipped, and said so,
 * where moto's server is not installed.
 */
class CommandsAtMotoTest {
    private static final String INSTANCE = "shop-01";
    private static final String ARRAY = "ontap-1";

    @Test
    void commands_leadAnInstanceThroughItsLife_asTheyAreTyped() {
        List<String> reasons = new ArrayList<>();
        CloudStage stage = CloudStage.open(reasons).orElse(null);
        if (stage == null) {
            String why = "The commands against AWS are skipped: " + String.join("; ", reasons);
            System.out.println(why);
            Assumptions.abort(why);
            return;
        }
        try (stage;
                CommandLineAtMoto command = new CommandLineAtMoto(stage.front().uri());
                ServedArray array = array()) {
            secret(stage, "read", array.secret(Account.READING));
            secret(stage, "fence", array.secret(Account.FENCING));
            assertThat(stage.cloud()
                            .stacks()
                            .apply(
                                    EngineLikeStack.request(
                                            EngineLikeStack.recoveryAlias(stage),
                                            EngineLikeStack.approvalMachine(stage)),
                                    _ -> {}))
                    .isEqualTo(new Change.Created());
            stage.cloud().network().setLocalNetworkIndex(stage.second(), 1);
            Ran launched = command.type("launch netapp iscsi --yes --no-wait --output json --feature-name sanboot"
                    + " --guest-os-type linux --ami-id ami-12c6146b --accept-unverified-ami --set-lni-index"
                    + " --instance-name " + INSTANCE
                    + " --instance-type " + TwoServers.TYPE
                    + " --subnet-id " + stage.first()
                    + " --array-secret outpost-recovery/fence/" + ARRAY
                    + " --svm-name " + array.array().scope().orElseThrow()
                    + " --boot-image " + array.array().volumes().getFirst().name()
                    + " --clone-as /vol/v/shop-01-boot");
            assertThat(launched.exit()).as(launched.toString()).isZero();
            String machine = launched.json().path("instanceId").asText();
            String create = "templates create --yes --output json --instance-id " + machine + " --recovery-subnet "
                    + stage.second();
            Ran made = command.type(create);
            Ran again = command.type(create);
            Ran prot = command.type("protect " + INSTANCE + " --yes --output json");
        }
    }

    private static ServedArray array() {
        return ServedArray.start(new ServedArray.Order(
                "netapp",
                Protocol.ISCSI,
                Topology.PRIVATE_OBJECT,
                1,
                RestServer.ANY_PORT,
                ServedArray.Audience.THIS_MACHINE,
                ServedArray.Machine.NONE,
                Set.of()));
    }

    private static void secret(CloudStage stage, String use, String document) {
        stage.clients()
                .secretsManager()
                .get()
                .createSecret(request -> request.name(CloudStage.STACK + "/" + use + "/" + ARRAY)
                        .secretString(document));
    }
}
