package io.github.outpostrecovery.lab.alletra;

import static io.github.outpostrecovery.lab.alletra.AlletraSite.NQN_A;
import static io.github.outpostrecovery.lab.alletra.AlletraSite.NQN_B;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.outpostrecovery.lab.alletra.settings.Answers;
import io.github.outpostrecovery.lab.datapath.LoginReply;
import io.github.outpostrecovery.lab.datapath.VisibleVolume;
import io.github.outpostrecovery.lab.datapath.WriteReply;
import org.junit.jupiter.api.Test;

class NvmeTest {
    private static final String NV_02 = "{\"name\":\"nv-02\",\"NQN\":\"" + NQN_B + "\",\"transportType\":2}";

    private final AlletraSite site = new AlletraSite();

    @Test
    void host_seesItsNamespaces_throughEveryPort() {
        String session = site.login(site.nvme("server-1", NQN_A, 1));
        assertThat(site.array.reportLuns(session)).containsExactly(new VisibleVolume(1, site.namespace.wwn()));
        assertThat(site.array.login(site.nvme("server-2", NQN_B, 0)))
                .as("unknown, and let in to see nothing")
                .isInstanceOf(LoginReply.Accepted.class);
    }

    @Test
    void subsystem_isToldByExports_only() {
        assertThat(site.get("/hosts").body().toString()).doesNotContain(site.subsystem);
        assertThat(site.get("/ports").body().toString()).doesNotContain(site.subsystem);
        assertThat(site.get("/system").body().toString()).doesNotContain(site.subsystem);
        assertThat(site.rows("namespace"))
                .singleElement()
                .satisfies(row -> assertThat(row.path("Subsystem_NQN").asText()).isEqualTo(site.subsystem));
    }

    @Test
    void move_fromHostToHost_keepsTheNamespaceId() {
        String session = site.login(site.nvme("server-1", NQN_A, 0));
        assertThat(site.delete("/hosts/nv-01").code()).isEqualTo(26);
        assertThat(site.delete("/vluns/namespace%2C1%2Cnv-01").status()).isEqualTo(200);
        assertThat(site.delete("/hosts/nv-01").status()).isEqualTo(200);
        assertThat(site.array.write(session, 1, 1)).isInstanceOf(WriteReply.Refused.class);

        site.post("/hosts", NV_02);
        assertThat(site.post("/vluns", "{\"volumeName\":\"namespace\",\"lun\":1,\"hostname\":\"nv-02\"}")
                        .status())
                .isEqualTo(201);
        String winner = site.login(site.nvme("server-2", NQN_B, 0));
        assertThat(site.array.write(winner, 1, 2)).isInstanceOf(WriteReply.Written.class);
        assertThat(site.array.reportLuns(session)).isEmpty();
    }

    @Test
    void namespaceId_isBetween1And256_andBoundToNoPort() {
        for (int lun : new int[] {0, 257}) {
            assertThat(site.post("/vluns", "{\"volumeName\":\"spare\",\"lun\":" + lun + ",\"hostname\":\"nv-01\"}")
                            .code())
                    .isEqualTo(43);
        }
        assertThat(site.post(
                                "/vluns",
                                "{\"volumeName\":\"spare\",\"lun\":2,\"hostname\":\"nv-01\","
                                        + "\"portPos\":{\"node\":0,\"slot\":4,\"cardPort\":1}}")
                        .code())
                .isEqualTo(44);
        assertThat(site.post("/vluns", "{\"volumeName\":\"spare\",\"lun\":0,\"autoLun\":true,\"hostname\":\"nv-01\"}")
                        .headers())
                .containsEntry("Location", "/api/v1/vluns/spare,2,nv-01");
    }

    @Test
    void paths_haveTheirPorts_whileTheyAreLive() {
        site.login(site.nvme("server-1", NQN_A, 0));
        JsonNode path = site.get("/hosts/nv-01").body().path("NVMETCPPaths").path(0);
        assertThat(path.path("NQN").asText()).isEqualTo(NQN_A);
        assertThat(path.path("portPos").path("slot").asInt()).isEqualTo(4);
        assertThat(path.path("IP").asText()).isEqualTo("10.20.0.1");
    }

    @Test
    void activeRows_mayBeMissing() {
        site.login(site.nvme("server-1", NQN_A, 0));
        assertThat(site.rows("namespace")).hasSize(2);
        site.array.change(
                settings -> settings.withAnswers(answers -> answers.withNvmeActiveRows(Answers.NvmeActiveRows.HIDDEN)));
        assertThat(site.rows("namespace")).hasSize(1);
    }
}
