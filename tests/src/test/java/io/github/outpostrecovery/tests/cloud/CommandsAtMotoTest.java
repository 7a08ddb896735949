package io.github.outpostrecovery.tests.cloud;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.outpostrecovery.cli.cloud.Stacks.Change;
import io.github.outpostrecovery.cli.serve.ServedArray;
import io.github.outpostrecovery.core.configuration.Configurations.Lookup.Found;
import io.github.outpostrecovery.core.configuration.Mode;
import io.github.outpostrecovery.core.name.Generation;
import io.github.outpostrecovery.core.name.InstanceName;
import io.github.outpostrecovery.lab.array.SimulatedArray.Account;
import io.github.outpostrecovery.lab.array.Topology;
import io.github.outpostrecovery.lab.datapath.Protocol;
import io.github.outpostrecovery.lab.rest.RestServer;
import io.github.outpostrecovery.tests.cloud.CommandLineAtMoto.Ran;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/**
 * One life of an instance, typed: launched from an array, its templates made, protected, looked at, held, let go and cleaned
 * up, each command as a user types it, against moto's server and a simulated array over pinned TLS. Skipped, and said so,
 * where moto's server is not installed.
 */
class CommandsAtMotoTest {
    private static final String NAME = "shop-01";
    private static final InstanceName INSTANCE = new InstanceName(NAME);
    private static final String ARRAY = "ontap-1";

    @Test
    void commands_leadAnInstanceThroughItsLife_asTheyAreTyped() {
        List<String> reasons = new ArrayList<>();
        Optional<CloudStage> opened = CloudStage.open(reasons);
        if (opened.isEmpty()) {
            String why = "The commands against AWS are skipped: " + String.join("; ", reasons);
            System.out.println(why);
            Assumptions.abort(why);
        }
        try (CloudStage stage = opened.orElseThrow();
                CommandLineAtMoto command = new CommandLineAtMoto(stage.front().uri());
                ServedArray array = array()) {
            BootingGuests guests = new BootingGuests(array.array());
            prepare(stage, array, guests);
            JsonNode launched = launch(command, stage, array);
            String machine = launched.path("instanceId").asText();
            String initiator = launched.at("/plan/initiators/iscsi").asText();
            assertThat(guests.shownTo(initiator)).isEqualTo(1);
            templates(command, stage, machine);
            protect(command, stage, machine);
            look(command);
            hold(command);
            unprotect(command, stage);
            cleanUp(command, stage, machine, initiator);
            assertThat(guests.shownTo(initiator)).isZero();
            for (LeftOut part : LeftOut.values()) {
                System.out.println("left out: " + part.what());
            }
        }
    }

    private static JsonNode launch(CommandLineAtMoto command, CloudStage stage, ServedArray array) {
        JsonNode launched = command.succeed("launch netapp iscsi --yes --output json --feature-name sanboot"
                        + " --guest-os-type linux --ami-id ami-12c6146b --accept-unverified-ami --set-lni-index"
                        + " --instance-name " + NAME
                        + " --instance-type " + TwoServers.TYPE
                        + " --subnet-id " + stage.first()
                        + " --array-secret outpost-recovery/fence/" + ARRAY
                        + " --svm-name " + array.array().scope().orElseThrow()
                        + " --boot-image " + array.array().volumes().getFirst().name()
                        + " --clone-as /vol/v/shop-01-boot")
                .json();
        assertThat(launched.at("/attachment/iscsi/state").asText()).isEqualTo("SEEN");
        return launched;
    }

    private static void templates(CommandLineAtMoto command, CloudStage stage, String machine) {
        String create = "templates create --yes --output json --instance-id " + machine + " --recovery-subnet "
                + stage.second();
        Ran refused = command.type(create);
        assertThat(refused.exit()).isEqualTo(4);
        assertThat(refused.json().at("/reasons/0/code").asText()).isEqualTo("subnet-lni-invalid");
        stage.cloud().network().setLocalNetworkIndex(stage.second(), 1);
        JsonNode made = command.succeed(create).json();
        assertThat(made.path("outcome").asText()).isEqualTo("MADE");
        assertThat(made.path("templates").findValuesAsText("role")).containsExactly("primary", "recovery");
        assertThat(made.path("templates").findValuesAsText("version")).containsExactly("2", "1");
        assertThat(command.succeed(create).json().path("outcome").asText()).isEqualTo("UNCHANGED");
    }

    private static void protect(CommandLineAtMoto command, CloudStage stage, String machine) {
        String protect = "protect " + NAME + " --mode notify --yes --output json";
        Ran refused = command.type(protect);
        assertThat(refused.exit()).isEqualTo(4);
        assertThat(refused.json().path("findings"))
                .filteredOn(finding -> finding.path("outcome").asText().equals("FAILED"))
                .extracting(finding -> finding.path("why").asText())
                .containsExactly("the Region does not say whether it reaches the server");
        stage.connect();
        JsonNode done = command.succeed(protect).json();
        assertThat(done.path("outcome").asText()).isEqualTo("PROTECTED");
        assertThat(done.path("change").asText()).isEqualTo("created");
        assertThat(command.succeed(protect).json().path("change").asText()).isEqualTo("unchanged");
        assertThat(stage.cloud().stacks().find("autorestart-" + NAME)).isPresent();
        var engine = stage.cloud().engine();
        assertThat(engine.configurations().names()).containsExactly(INSTANCE);
        assertThat(engine.configurations().find(INSTANCE))
                .isInstanceOfSatisfying(
                        Found.class,
                        found -> assertThat(found.instance().mode()).isEqualTo(Mode.NOTIFY));
        var books = engine.table().read(INSTANCE).orElseThrow();
        assertThat(books.current().generation()).isEqualTo(Generation.FIRST);
        assertThat(books.current().id().value()).isEqualTo(machine);
    }

    private static void look(CommandLineAtMoto command) {
        JsonNode doctor = command.succeed("doctor " + NAME + " --output json").json();
        assertThat(doctor.at("/0/findings"))
                .isNotEmpty()
                .allSatisfy(
                        finding -> assertThat(finding.path("outcome").asText()).isIn("PASSED", "NOTED"));
        JsonNode status = command.succeed("status --output json").json();
        assertThat(status.at("/instances/0/condition").asText()).isEqualTo("ARMED");
        assertThat(command.succeed("status").out()).contains(NAME, "armed", "notify");
        assertThat(command.succeed("history --output json").json()).isEmpty();
        Ran unknown = command.type("explain " + NAME + "#7");
        assertThat(unknown.exit()).isEqualTo(3);
        assertThat(unknown.err()).contains("there is no incident shop-01#7");
        Ran nothing = command.type("approve " + NAME + "#7");
        assertThat(nothing.exit()).isEqualTo(3);
        assertThat(nothing.err()).contains("there is no incident shop-01#7");
    }

    private static void hold(CommandLineAtMoto command) {
        command.succeed("maintenance on " + NAME + " --until PT2H --reason", "new firmware");
        assertThat(command.succeed("maintenance status " + NAME).out()).contains("new firmware");
        command.succeed("maintenance off " + NAME);
        assertThat(command.succeed("maintenance status " + NAME).out()).doesNotContain("new firmware");
        command.succeed("switch throw --reason", "array migration");
        assertThat(command.succeed("status").err()).contains("array migration");
        command.succeed("switch release");
        assertThat(command.succeed("status").err()).doesNotContain("array migration");
    }

    private static void unprotect(CommandLineAtMoto command, CloudStage stage) {
        command.succeed("unprotect " + NAME + " --yes");
        assertThat(stage.cloud().stacks().find("autorestart-" + NAME)).isEmpty();
        assertThat(stage.cloud().engine().configurations().names()).isEmpty();
        // Protected again, since cleaning up has to take the stack away by itself.
        command.succeed("protect " + NAME + " --yes");
    }

    private static void cleanUp(CommandLineAtMoto command, CloudStage stage, String machine, String initiator) {
        assertThat(command.type("cleanup " + NAME + " --yes").exit()).isEqualTo(2);
        assertThat(stage.cloud().directory().machines()).hasSize(1);
        String cleanup = "cleanup " + NAME + " --yes --confirm " + machine;
        assertThat(command.succeed(cleanup).out()).contains("retired " + initiator);
        assertThat(stage.cloud().directory().machines()).isEmpty();
        assertThat(stage.cloud().templates().tagged("outpost-recovery:instance", NAME))
                .isEmpty();
        assertThat(stage.cloud().stacks().named("autorestart-")).isEmpty();
        assertThat(command.succeed(cleanup).out()).doesNotContain("done");
    }

    private static void prepare(CloudStage stage, ServedArray array, BootingGuests guests) {
        secret(stage, "read", array.secret(Account.READING));
        secret(stage, "fence", array.secret(Account.FENCING));
        stage.servers().run(guests);
        assertThat(stage.cloud()
                        .stacks()
                        .apply(
                                EngineLikeStack.request(
                                        EngineLikeStack.recoveryAlias(stage), EngineLikeStack.approvalMachine(stage)),
                                _ -> {}))
                .isEqualTo(new Change.Created());
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
                .createSecret(request ->
                        request.name(CloudStage.STACK + "/" + use + "/" + ARRAY).secretString(document));
    }
}
