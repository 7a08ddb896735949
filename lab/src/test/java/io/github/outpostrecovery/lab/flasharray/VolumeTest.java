package io.github.outpostrecovery.lab.flasharray;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.outpostrecovery.lab.flasharray.FlashArraySite.Answer;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VolumeTest {
    private final FlashArraySite site = new FlashArraySite();

    @Test
    void volume_isShownByNameOrId() {
        JsonNode volume = site.get("volumes?names=web-01-boot").item();

        assertThat(volume.path("id").asText()).isEqualTo(site.boot.id());
        assertThat(volume.path("serial").asText()).hasSize(24);
        assertThat(volume.path("destroyed").asBoolean(true)).isFalse();
        assertThat(volume.path("connection_count").asInt()).isEqualTo(1);
        assertThat(volume.path("source")).isEmpty();
        assertThat(volume.has("time_remaining")).isFalse();
        assertThat(site.get("volumes?ids=" + site.boot.id()).item()).isEqualTo(volume);
        assertThat(site.get("volumes?ids=" + site.boot.id() + "&names=spare").status())
                .isEqualTo(400);
        assertThat(site.get("volumes?ids=gone").message()).isEqualTo("Volume does not exist.");
    }

    @Test
    void clone_holdsWhatItsSourceHeld_andGoesItsOwnWay() {
        String session = site.loginOfWeb();
        site.machines.write(session, 1, 7);
        JsonNode made = site.post(
                        "volumes?names=copy&with_default_protection=false", "{\"source\":{\"name\":\"web-01-boot\"}}")
                .item();
        site.machines.write(session, 1, 8);

        assertThat(made.path("source").path("id").asText()).isEqualTo(site.boot.id());
        assertThat(made.path("provisioned").asLong()).isEqualTo(site.boot.size());
        assertThat(made.path("connection_count").asInt(-1)).isZero();
        assertThat(site.array.content(made.path("id").asText())).isEqualTo(7);
        assertThat(site.array.content(site.boot.id())).isEqualTo(8);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "volumes?names=spare|{'source':{'name':'web-01-boot'}}|Volume already exists.",
                "volumes?names=copy|{'source':{'name':'gone'}}|No such volume or snapshot.",
                "volumes?names=copy|{'source':{'id':'gone'}}|No such volume or snapshot.",
                "volumes?names=copy|{'source':{'name':'dead'}}|Source volume has been destroyed.",
                "volumes?names=copy|{'source':{'name':'web-01-boot'},'provisioned':1048576}|Invalid combination of parameters.",
                "volumes?names=copy|{'provisioned':1000}|Invalid value of a body parameter.",
                "volumes?names=copy|{'size':1048576}|Invalid body parameter.",
                "volumes?names=not.a.name|{}|Invalid name.",
                "volumes|{}|Missing required query parameter."
            })
    void creation_thatIsWrong_isRefused(String target, String body, String message) {
        site.post("volumes?names=dead", "{}");
        site.patch("volumes?names=dead", "{\"destroyed\":true}");
        JsonNode before = site.machines.accessState();
        Answer refused = site.post(target, body.replace('\'', '"'));

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.message()).isEqualTo(message);
        assertThat(site.machines.accessState()).isEqualTo(before);
    }

    @Test
    void destruction_cutsHostsOff_andCanBeUndone() {
        String session = site.loginOfWeb();
        JsonNode destroyed =
                site.patch("volumes?names=web-01-boot", "{\"destroyed\":true}").item();
        assertThat(destroyed.path("time_remaining").asLong())
                .isEqualTo(Duration.ofDays(1).toMillis());
        assertThat(site.machines.reportLuns(session))
                .extracting(one -> one.volume())
                .containsExactly(site.data.id());
        assertThat(names("volumes?destroyed=true")).containsExactly("web-01-boot");
        assertThat(names("volumes?destroyed=false"))
                .doesNotContain("web-01-boot")
                .hasSize(4);
        assertThat(names("volumes")).hasSize(5);
        assertThat(site.get("volumes?names=web-01-boot&destroyed=false").message())
                .contains("has been destroyed");

        site.patch("volumes?names=web-01-boot", "{\"destroyed\":false}");
        assertThat(names("volumes?destroyed=true")).isEmpty();
        assertThat(site.machines.initiatorsWithAccess(site.boot.id())).isEmpty();
    }

    @Test
    void eradication_isForDestroyedVolumesOnly() {
        assertThat(site.delete("volumes?names=spare").status()).isEqualTo(400);
        site.patch("volumes?ids=" + site.spare.id(), "{\"destroyed\":true}");

        assertThat(site.delete("volumes?names=spare").status()).isEqualTo(200);
        assertThat(names("volumes")).doesNotContain("spare");
        assertThat(site.delete("volumes?names=spare").message()).isEqualTo("Volume does not exist.");
    }

    @Test
    void volume_isRenamedAndGrown_butNotShrunk() {
        site.patch("volumes?names=spare", "{\"name\":\"renamed\",\"provisioned\":21474836480}");
        assertThat(site.get("volumes?names=renamed").item().path("provisioned").asLong())
                .isEqualTo(21474836480L);

        assertThat(site.patch("volumes?names=renamed", "{\"provisioned\":1048576}")
                        .status())
                .isEqualTo(400);
        assertThat(site.patch("volumes?names=renamed", "{\"name\":\"NS\"}").message())
                .isEqualTo("Volume already exists.");
    }

    private List<String> names(String target) {
        return site.all(target).stream().map(row -> row.path("name").asText()).toList();
    }
}
