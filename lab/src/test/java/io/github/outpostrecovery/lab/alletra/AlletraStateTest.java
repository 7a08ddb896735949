package io.github.outpostrecovery.lab.alletra;

import static io.github.outpostrecovery.lab.alletra.AlletraSite.A;
import static io.github.outpostrecovery.lab.alletra.AlletraSite.OTHER;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.outpostrecovery.lab.alletra.api.WsapiApi;
import io.github.outpostrecovery.lab.datapath.LinkConditions;
import io.github.outpostrecovery.lab.rest.JsonRecords;
import io.github.outpostrecovery.lab.rest.RestRequest;
import io.github.outpostrecovery.lab.time.Agenda;
import io.github.outpostrecovery.lab.time.Pace;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AlletraStateTest {
    private final AlletraSite site = new AlletraSite();

    @Test
    void savedArray_goesOnAsIfNothingHadHappened() {
        String session = site.login(site.iscsi("server-1", A, 0));
        site.array.setLink("server-1", LinkConditions.slowWrites(Duration.ofSeconds(30)));
        site.array.write(session, 0, 99);
        site.post(
                "/volumes/boot",
                "{\"action\":\"createPhysicalCopy\",\"parameters\":{\"destVolume\":\"spare\",\"online\":false}}");
        site.put(
                "/hosts/web-01",
                "{\"chapOperation\":1,\"chapOperationMode\":1,\"chapName\":\"u\",\"chapSecret\":\"secret-12345\"}");
        site.array.change(settings -> settings.withTiming(timing -> timing.withApplyDelay(Duration.ofSeconds(40))));
        site.delete("/vluns/boot,0,web-01");
        site.get("/hosts/nobody");

        JsonNode saved = JsonRecords.write(site.array.save());
        Agenda.Saved agendaSaved = site.agenda.save();
        Agenda agenda = Agenda.restore(agendaSaved, Pace.VIRTUAL);
        AlletraSimulator other =
                AlletraSimulator.restore(JsonRecords.read(saved, AlletraState.class), AlletraSite.USERS, agenda);
        assertThat(JsonRecords.write(other.save())).isEqualTo(saved);
        assertThat(other.managementSessions()).isEqualTo(1);

        assertThat(other.initiatorsWithAccess(site.boot.wwn())).containsExactly(A);
        site.agenda.advance(Duration.ofMinutes(1));
        agenda.advance(Duration.ofMinutes(1));
        assertThat(other.content(site.boot.wwn())).isEqualTo(99);
        assertThat(other.initiatorsWithAccess(site.boot.wwn())).isEmpty();
        assertThat(JsonRecords.write(other.save())).isEqualTo(JsonRecords.write(site.array.save()));
        assertThat(other.serve(RestRequest.of("GET", "/api/v1/tasks", Map.of(WsapiApi.KEY_HEADER, site.key), ""))
                        .body())
                .contains("\"status\":1");
    }

    @Test
    void sameSeed_isTheSameArray_andAnotherSeedIsAnother() {
        AlletraSite twin = new AlletraSite();
        assertThat(twin.array.save()).isEqualTo(site.array.save());
        assertThat(AlletraBuilder.array("array-h", 8).volume("boot").wwn()).isNotEqualTo(site.boot.wwn());
        assertThat(AlletraBuilder.array("array-i", 7).volume("boot").wwn()).isNotEqualTo(site.boot.wwn());
    }

    @Test
    void accessState_standsStill_whileMachinesWork_andChangesWithEveryPartOfAccess() {
        JsonNode before = site.array.accessState();
        String session = site.login(site.iscsi("server-1", A, 0));
        site.array.write(session, 0, 1);
        site.agenda.advance(Duration.ofMinutes(1));
        site.delete("/vluns/boot,1,web-01");
        assertThat(site.array.accessState()).isEqualTo(before);

        String[][] changes = {
            {"PUT", "/hosts/db-01", "{\"pathOperation\":2,\"iSCSINames\":[\"" + OTHER + "\"],\"forcePathRemoval\":true}"
            },
            {"PUT", "/hosts/db-01", "{\"newName\":\"db-02\"}"},
            {"PUT", "/hostsets/both", "{\"action\":2,\"setmembers\":[\"web-01\"]}"},
            {"PUT", "/volumesets/vvs", "{\"action\":1,\"setmembers\":[\"spare\"]}"},
            {"POST", "/vluns", "{\"volumeName\":\"spare\",\"lun\":7,\"hostname\":\"web-01\"}"},
            {"DELETE", "/vluns/boot,0,web-01", ""},
            {"POST", "/hosts", "{\"name\":\"new\"}"},
            {"DELETE", "/hosts/new", ""},
        };
        JsonNode last = before;
        for (String[] change : changes) {
            assertThat(site.send(change[0], "/api/v1" + change[1], change[2], site.key)
                            .status())
                    .as(change[1])
                    .isBetween(200, 201);
            assertThat(site.array.accessState()).as(change[1]).isNotEqualTo(last);
            last = site.array.accessState();
        }
    }
}
