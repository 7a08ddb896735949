package io.github.outpostrecovery.lab.ontap;

import static io.github.outpostrecovery.lab.ontap.SimulatedSite.NQN_A;
import static io.github.outpostrecovery.lab.ontap.SimulatedSite.NQN_B;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.outpostrecovery.lab.datapath.ChapAccount;
import io.github.outpostrecovery.lab.datapath.LoginReply;
import io.github.outpostrecovery.lab.datapath.VisibleVolume;
import io.github.outpostrecovery.lab.datapath.WriteReply;
import io.github.outpostrecovery.lab.ontap.SimulatedSite.Answer;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class NvmeTest {
    private static final String SUBSYSTEMS = "/api/protocols/nvme/subsystems";
    private static final String MAPS = "/api/protocols/nvme/subsystem-maps";
    private static final String CONTROLLERS = "/api/protocols/nvme/subsystem-controllers?fields=*&host.nqn=";

    private final SimulatedSite site = new SimulatedSite();

    @AfterEach
    void close() {
        site.close();
    }

    @Test
    void controller_isListed_asOntapListsIt() {
        site.login(site.nvme("server-1", NQN_A, portal()));

        assertThat(site.all(CONTROLLERS + NQN_A)).singleElement().satisfies(controller -> {
            assertThat(controller.path("id").asText()).matches("[0-9a-f]{4}h");
            assertThat(controller.path("host").path("nqn").asText()).isEqualTo(NQN_A);
            assertThat(controller.path("host").path("transport_address").asText())
                    .isEqualTo("10.10.30.1");
            assertThat(controller.path("interface").path("transport_address").asText())
                    .isEqualTo(portal());
            assertThat(controller.path("transport_protocol").asText()).isEqualTo("nvme_tcp");
            assertThat(controller.path("keep_alive_timeout").asInt()).isEqualTo(15_000);
            assertThat(controller.path("io_queue").path("count").isInt()).isTrue();
            assertThat(controller.path("node").path("name").asText()).isEqualTo("array-a-01");
            assertThat(controller.path("subsystem").path("uuid").asText()).isEqualTo(site.subsystem.uuid());
            assertThat(controller.path("svm").path("name").asText()).isEqualTo("svm1");
        });
        assertThat(site.all(CONTROLLERS + NQN_B)).isEmpty();
        assertThat(site.all(CONTROLLERS + NQN_A + "&subsystem.name=sub&interface.transport_address=" + portal()))
                .hasSize(1);
    }

    @Test
    void removedHost_keepsItsController_butReachesNothing() {
        String controller = site.login(site.nvme("server-1", NQN_A, portal()));
        assertThat(site.array.reportLuns(controller)).containsExactly(new VisibleVolume(1, site.namespace.uuid()));
        assertThat(site.delete(host(NQN_A)).status()).isEqualTo(200);

        assertThat(site.all(CONTROLLERS + NQN_A)).hasSize(1);
        assertThat(site.array.write(controller, 1, 1))
                .isEqualTo(new WriteReply.Refused("Invalid Namespace or Format (0Bh)"));
        assertThat(site.array.login(site.nvme("server-1", NQN_A, portal()))).isInstanceOf(LoginReply.Refused.class);
        assertThat(site.array.initiatorsWithAccess(site.namespace.uuid())).isEmpty();
        assertRefused(site.delete(host(NQN_A)), 404, "72090004");
    }

    @Test
    void removedHost_losesItsController_whereArraysTearItDown() {
        site.array.change(settings -> settings.withLiveController(OntapSettings.LiveController.TORN_DOWN));
        site.login(site.nvme("server-1", NQN_A, portal()));
        site.delete(host(NQN_A));

        assertThat(site.all(CONTROLLERS + NQN_A)).isEmpty();
    }

    @Test
    void controller_ofADeadMachine_vanishesAfterItsKeepAlive() {
        site.login(site.nvme("server-1", NQN_A, portal()));
        site.array.connectionLost("server-1");

        site.agenda.advance(Duration.ofSeconds(14));
        assertThat(site.all(CONTROLLERS + NQN_A)).hasSize(1);
        site.agenda.advance(Duration.ofSeconds(1));
        assertThat(site.all(CONTROLLERS + NQN_A)).isEmpty();
    }

    @Test
    void addedHost_mayConnect() {
        Answer answer = site.post(hosts(), "{\"nqn\":\"" + NQN_B + "\"}");

        assertThat(answer.status()).isEqualTo(201);
        assertThat(site.all(hosts())).hasSize(2);
        assertRefused(site.post(hosts(), "{\"nqn\":\"" + NQN_B + "\"}"), 409, "72089705");
        assertThat(site.array.login(site.nvme("server-2", NQN_B, portal()))).isInstanceOf(LoginReply.Accepted.class);
        assertRefused(site.post(hosts(), "{\"nqn\":\"nqn.2014-08.org.nvmexpress\"}"), 400, "72089771");
        assertRefused(site.post(hosts(), "{\"nqn\":\"uuid:x\"}"), 400, "72089772");
        assertRefused(site.post(hosts(), "{\"nqn\":\"nqn.14-08.org:x\"}"), 400, "72089773");
        assertRefused(site.post(SUBSYSTEMS + "/none/hosts", "{\"nqn\":\"" + NQN_B + "\"}"), 404, "72090001");
    }

    @Test
    void hostWithASecret_mustProveItself() {
        site.post(hosts(), "{\"nqn\":\"" + NQN_B + "\",\"dh_hmac_chap\":{\"host_secret_key\":\"DHHC-1:00:abc:\"}}");

        assertThat(site.array.login(site.nvme("server-2", NQN_B, portal()))).isInstanceOf(LoginReply.Refused.class);
        assertThat(site.array.login(
                        site.withChap(site.nvme("server-2", NQN_B, portal()), new ChapAccount("", "DHHC-1:00:abc:"))))
                .isInstanceOf(LoginReply.Accepted.class);
        assertThat(site.log.calls().toString()).doesNotContain("DHHC-1");
        assertThat(site.get(host(NQN_B) + "?fields=**").body().toString()).doesNotContain("DHHC-1");
    }

    @Test
    void unmapped_namespaceIsGone_forEveryHost() {
        String controller = site.login(site.nvme("server-1", NQN_A, portal()));
        String map = MAPS + "/" + site.subsystem.uuid() + "/" + site.namespace.uuid();
        assertThat(site.delete(map).status()).isEqualTo(200);

        assertThat(site.array.reportLuns(controller)).isEmpty();
        assertRefused(site.delete(map), 404, "72090019");
    }

    @Test
    void mapping_choosesAnotherId_eachTime() {
        site.delete(MAPS + "/" + site.subsystem.uuid() + "/" + site.namespace.uuid());
        Answer answer = map(site.subsystem.uuid(), site.namespace.uuid());

        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.records().getFirst().path("nsid").asText()).isEqualTo("00000002h");
        assertThat(site.all(MAPS + "?subsystem.uuid=" + site.subsystem.uuid() + "&fields=nsid,namespace,subsystem"))
                .singleElement()
                .satisfies(map ->
                        assertThat(map.path("namespace").path("name").asText()).isEqualTo("/vol/v/ns"));
        assertRefused(map(site.subsystem.uuid(), site.namespace.uuid()), 409, "72089790");
        assertRefused(map("none", site.namespace.uuid()), 404, "72090001");
        assertRefused(map(site.subsystem.uuid(), "none"), 404, "72090006");
    }

    @Test
    void mapping_isRefused_toASecondSubsystem() {
        String second = create("second").records().getFirst().path("uuid").asText();

        assertRefused(map(second, site.namespace.uuid()), 409, "72089790");
    }

    @Test
    void subsystem_isMade_orRefused() {
        Answer made = create("new");
        assertThat(made.status()).isEqualTo(201);
        JsonNode record = made.records().getFirst();
        assertThat(record.path("target_nqn").asText())
                .startsWith("nqn.1992-08.com.netapp:sn.")
                .endsWith(".new");
        assertThat(record.path("hosts").path(0).path("nqn").asText()).isEqualTo(NQN_B);

        assertRefused(create("new"), 409, "72090025");
        assertRefused(create("webs"), 409, "72090043");
    }

    @Test
    void subsystem_isGuarded_againstDeletion() {
        String subsystem = SUBSYSTEMS + "/" + site.subsystem.uuid();
        site.login(site.nvme("server-1", NQN_A, portal()));

        assertRefused(site.delete(subsystem), 409, "72090023");
        assertRefused(site.delete(subsystem + "?allow_delete_while_mapped=true"), 409, "72090024");
        assertThat(site.delete(subsystem + "?allow_delete_while_mapped=true&allow_delete_with_hosts=true")
                        .status())
                .isEqualTo(200);
        assertRefused(site.delete(subsystem), 404, "72090001");
        assertThat(site.all(CONTROLLERS + NQN_A)).isEmpty();
    }

    @Test
    void statistics_areKeptForNamespacesToo() {
        String controller = site.login(site.nvme("server-1", NQN_A, portal()));
        site.array.write(controller, 1, 1);
        site.agenda.advance(Duration.ofSeconds(5));

        JsonNode read = site.get("/api/storage/namespaces/" + site.namespace.uuid()
                        + "?fields=statistics.iops_raw,subsystem_map")
                .body();
        assertThat(read.path("statistics").path("iops_raw").path("write").asInt())
                .isEqualTo(1);
        assertThat(read.path("subsystem_map").path("nsid").asText()).isEqualTo("00000001h");
    }

    private Answer create(String name) {
        return site.post(
                SUBSYSTEMS + "?return_records=true",
                "{\"svm\":{\"name\":\"svm1\"},\"name\":\"" + name + "\",\"os_type\":\"linux\",\"hosts\":[{\"nqn\":\""
                        + NQN_B + "\"}]}");
    }

    private Answer map(String subsystem, String namespace) {
        return site.post(
                MAPS + "?return_records=true",
                "{\"svm\":{\"name\":\"svm1\"},\"subsystem\":{\"uuid\":\"" + subsystem + "\"},\"namespace\":{\"uuid\":\""
                        + namespace + "\"}}");
    }

    private String hosts() {
        return SUBSYSTEMS + "/" + site.subsystem.uuid() + "/hosts";
    }

    private String host(String nqn) {
        return hosts() + "/" + nqn.replace(":", "%3A");
    }

    private String portal() {
        return site.svm1.nvmePortals().getFirst();
    }

    private static void assertRefused(Answer answer, int status, String code) {
        assertThat(answer.code()).as(answer.toString()).isEqualTo(code);
        assertThat(answer.status()).isEqualTo(status);
    }
}
