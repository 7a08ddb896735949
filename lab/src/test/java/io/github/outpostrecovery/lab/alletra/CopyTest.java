package io.github.outpostrecovery.lab.alletra;

import static io.github.outpostrecovery.lab.alletra.AlletraSite.A;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.outpostrecovery.lab.alletra.AlletraSite.Answer;
import io.github.outpostrecovery.lab.alletra.settings.Timing;
import io.github.outpostrecovery.lab.datapath.ReadReply;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CopyTest {
    private static final String ONLINE = "{\"action\":\"createPhysicalCopy\",\"parameters\":{\"destVolume\":\"copy\","
            + "\"destCPG\":\"SSD_r6\",\"online\":true,\"tpvv\":true,\"saveSnapshot\":false,\"priority\":1}}";
    private static final String OFFLINE =
            "{\"action\":\"createPhysicalCopy\",\"parameters\":{\"destVolume\":\"spare\",\"online\":false}}";

    private final AlletraSite site = new AlletraSite();
    private String session = "";

    @BeforeEach
    void write() {
        session = site.login(site.iscsi("server-1", A, 0));
        site.array.write(session, 0, 4711);
    }

    private int statusOf(Answer copy) {
        int task = copy.body().path("taskid").asInt();
        return site.get("/tasks/" + task + "?view=excludeDetail")
                .body()
                .path("status")
                .asInt();
    }

    @Test
    void onlineCopy_canBeUsedAtOnce_whileItsTaskRuns() {
        Answer copy = site.post("/volumes/boot", ONLINE);
        assertThat(copy.status()).isEqualTo(201);
        assertThat(statusOf(copy)).isEqualTo(2);
        JsonNode made = site.get("/volumes/copy").body();
        assertThat(made.path("copyOf").asText()).isEqualTo("boot");
        assertThat(made.path("copyType").asInt()).isEqualTo(2);
        assertThat(made.path("provisioningType").asInt()).isEqualTo(2);
        assertThat(made.path("wwn").asText()).isNotEqualTo(site.boot.wwn());

        site.array.write(session, 0, 4712);
        site.post("/vluns", "{\"volumeName\":\"copy\",\"lun\":30,\"hostname\":\"web-01\"}");
        assertThat(site.array.read(session, 30)).isEqualTo(new ReadReply.Data(4711));
        site.agenda.advance(Duration.ofSeconds(20));
        assertThat(statusOf(copy)).isEqualTo(1);
    }

    @Test
    void offlineCopy_fillsAnExistingVolume_whenItEnds() {
        assertThat(site.post("/volumes/boot", OFFLINE.replace("spare", "nothing"))
                        .code())
                .isEqualTo(23);
        assertThat(site.post("/volumes/boot", OFFLINE.replace("spare", "data")).code())
                .isEqualTo(26);
        Answer copy = site.post("/volumes/boot", OFFLINE);
        assertThat(site.array.content(site.spare.wwn())).isZero();
        site.agenda.advance(Duration.ofSeconds(20));
        assertThat(site.array.content(site.spare.wwn())).isEqualTo(4711);
        assertThat(statusOf(copy)).isEqualTo(1);
    }

    @Test
    void copyThatFails_orIsCancelled_leavesNothing() {
        site.array.change(settings -> settings.withTiming(timing -> timing.withCopyOutcome(Timing.CopyOutcome.FAILED)));
        Answer failing = site.post("/volumes/boot", ONLINE);
        site.agenda.advance(Duration.ofSeconds(20));
        assertThat(statusOf(failing)).isEqualTo(4);
        assertThat(site.get("/volumes/copy").code()).isEqualTo(23);

        Answer cancelled = site.post("/volumes/boot", ONLINE);
        String task = "/tasks/" + cancelled.body().path("taskid").asInt();
        assertThat(site.put(task, "{\"action\":1}").status()).isEqualTo(200);
        assertThat(statusOf(cancelled)).isEqualTo(3);
        assertThat(site.put(task, "{\"action\":1}").status()).isEqualTo(409);
        site.agenda.advance(Duration.ofSeconds(20));
        assertThat(statusOf(cancelled)).isEqualTo(3);
        assertThat(site.get("/tasks/424242").code()).isEqualTo(145);
    }

    @Test
    void copies_areRefused_withTheirCodes() {
        assertThat(site.post("/volumes/nothing", ONLINE).code()).isEqualTo(23);
        assertThat(site.post("/volumes/boot", ONLINE.replace("\"copy\"", "\"data\""))
                        .code())
                .isEqualTo(22);
        assertThat(site.post("/volumes/boot", ONLINE.replace("\"destCPG\":\"SSD_r6\",", ""))
                        .code())
                .isEqualTo(40);
        assertThat(site.post("/volumes/boot", ONLINE.replace("SSD_r6", "none")).code())
                .isEqualTo(15);
        assertThat(site.post("/volumes/boot", "{\"action\":\"explode\",\"parameters\":{}}")
                        .code())
                .isEqualTo(46);
    }

    @Test
    void snapshot_isThereAtOnce_andOfTypeThree() {
        Answer made = site.post(
                "/volumes/boot",
                "{\"action\":\"createSnapshot\",\"parameters\":{\"name\":\"snap\",\"readOnly\":false}}");
        assertThat(made.status()).isEqualTo(201);
        JsonNode snapshot = site.get("/volumes/snap").body();
        assertThat(snapshot.path("provisioningType").asInt()).isEqualTo(3);
        assertThat(snapshot.path("copyType").asInt()).isEqualTo(3);
        assertThat(site.query("/volumes", "copyOf EQ boot").members()).hasSize(1);
        assertThat(site.array.content(snapshot.path("wwn").asText())).isEqualTo(4711);
    }

    @Test
    void exportedVolume_isNotDeleted() {
        assertThat(site.delete("/volumes/boot").code()).isEqualTo(26);
        assertThat(site.delete("/volumes/spare").status()).isEqualTo(200);
        assertThat(site.get("/volumes/spare").code()).isEqualTo(23);
    }
}
