package io.github.outpostrecovery.core.name;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class InitiatorTest {
    private static final InstanceName WEB = new InstanceName("web-01");
    private static final InstanceName LONGEST = new InstanceName("a".repeat(40));
    private static final UUID UNIQUE = UUID.fromString("6f2f5e0e-3c3a-4a52-8f2c-0a8f6a1f0c11");

    @Test
    void fresh_followsTheNamingOfTheDesign_whenIscsi() {
        assertThat(Initiator.fresh(Protocol.ISCSI, WEB, new Generation(2), UNIQUE)
                        .value())
                .isEqualTo("iqn.2006-03.com.amazon.aws:web-01.6f2f5e0e-3c3a-4a52-8f2c-0a8f6a1f0c11.g2");
    }

    @Test
    void fresh_hasTheUuidForm_whenNvme() {
        assertThat(Initiator.fresh(Protocol.NVME_TCP, WEB, new Generation(2), UNIQUE)
                        .value())
                .matches("nqn\\.2014-08\\.org\\.nvmexpress:uuid:"
                        + "[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 255, 262_143, 262_144, 999_999_999})
    void generationFor_returnsTheGeneration_whenTheNqnIsOurs(int number) {
        Generation generation = new Generation(number);
        Initiator nqn = Initiator.fresh(Protocol.NVME_TCP, WEB, generation, UNIQUE);
        assertThat(nqn.generationFor(WEB)).contains(generation);
        assertThat(nqn.generationFor(LONGEST)).isEmpty();
        assertThat(Initiator.parse(nqn.value().toUpperCase(Locale.ROOT)).generationFor(WEB))
                .contains(generation);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nqn.2014-08.org.nvmexpress:uuid:6f2f5e0e-3c3a-4a52-8f2c-0a8f6a1f0c11",
                "nqn.2014-08.com.example:host-1",
                "nqn.2014-08.org.nvmexpress:uuid:"
            })
    void generationFor_isEmpty_whenTheNqnIsNotOurs(String nqn) {
        assertThat(Initiator.parse(nqn).generationFor(WEB)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Protocol.class)
    void mayBeOurs_isTrue_ofEveryFreshName(Protocol protocol) {
        assertThat(Initiator.fresh(protocol, LONGEST, new Generation(7), UNIQUE).mayBeOurs())
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "iqn.2006-03.com.amazon.aws:6f2f5e0e",
                "iqn.1994-05.com.redhat:web-01.6f2f5e0e-3c3a-4a52-8f2c-0a8f6a1f0c11.g2",
                "nqn.2014-08.org.nvmexpress:uuid:6f2f5e0e-3c3a-4a52-8f2c-0a8f6a1f0c11",
                "nqn.2014-08.com.example:host-1",
                "21:00:00:e0:8b:05:05:04"
            })
    void mayBeOurs_isFalse_ofANameInAnotherForm(String name) {
        assertThat(Initiator.parse(name).mayBeOurs()).isFalse();
    }

    @ParameterizedTest
    @EnumSource(Protocol.class)
    void fresh_fitsIntoTheLimit_whenInstanceNameAndGenerationAreTheLongest(Protocol protocol) {
        Initiator name = Initiator.fresh(protocol, LONGEST, new Generation(999_999_999), UNIQUE);
        assertThat(name.value().getBytes(StandardCharsets.UTF_8)).hasSizeLessThanOrEqualTo(223);
        assertThat(name.value())
                .isEqualTo(name.value().toLowerCase(Locale.ROOT))
                .matches("[a-z0-9.:-]+");
        assertThat(Initiator.parse(name.value())).isEqualTo(name);
    }

    @ParameterizedTest
    @EnumSource(Protocol.class)
    void fresh_neverRepeatsItself_whenUuidsDiffer(Protocol protocol) {
        Set<Initiator> seen = new HashSet<>();
        for (int count = 0; count < 1_000; count++) {
            assertThat(seen.add(Initiator.fresh(protocol, WEB, new Generation(2), new UUID(0, count))))
                    .isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 9, 10, 11, 999_999_999})
    void generationFor_returnsTheGeneration_whenTheNameIsOurs(int number) {
        Generation generation = new Generation(number);
        assertThat(Initiator.fresh(Protocol.ISCSI, WEB, generation, UNIQUE).generationFor(WEB))
                .contains(generation);
    }

    @ParameterizedTest
    @ValueSource(strings = {"web-0", "web-011", "eb-01", "web", "b-01"})
    void generationFor_isEmpty_whenTheNameBelongsToAnotherInstance(String other) {
        Initiator name = Initiator.fresh(Protocol.ISCSI, WEB, new Generation(3), UNIQUE);
        assertThat(name.generationFor(new InstanceName(other))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "iqn.2006-03.com.amazon.aws:web-01",
                "iqn.2006-03.com.amazon.aws:web-01.g2",
                "iqn.2006-03.com.amazon.aws:web-01.6f2f5e0e-3c3a-4a52-8f2c-0a8f6a1f0c11",
                "iqn.2006-03.com.amazon.aws:web-01.6f2f5e0e-3c3a-4a52-8f2c-0a8f6a1f0c11.g0",
                "iqn.2006-03.com.amazon.aws:web-01.6f2f5e0e-3c3a-4a52-8f2c-0a8f6a1f0c11.g02",
                "iqn.2006-03.com.amazon.aws:web-01.6f2f5e0e-3c3a-4a52-8f2c-0a8f6a1f0c11.g2.x",
                "iqn.2006-03.comxamazon.aws:web-01.6f2f5e0e-3c3a-4a52-8f2c-0a8f6a1f0c11.g2",
                "iqn.1994-05.com.redhat:web-01.6f2f5e0e-3c3a-4a52-8f2c-0a8f6a1f0c11.g2",
                "nqn.2014-08.org.nvmexpress:uuid:6f2f5e0e-3c3a-4a52-8f2c-0a8f6a1f0c11",
                "50:01:43:80:12:34:56:78"
            })
    void generationFor_isEmpty_whenTheNameIsNotOurs(String name) {
        assertThat(Initiator.parse(name).generationFor(WEB)).isEmpty();
    }

    @Test
    void parse_foldsCase_soThatAnArrayThatListsUpperCaseNamesTheSameMachine() {
        Initiator ours = Initiator.fresh(Protocol.ISCSI, WEB, new Generation(2), UNIQUE);
        assertThat(Initiator.parse(ours.value().toUpperCase(Locale.ROOT))).isEqualTo(ours);
        Initiator nvme = Initiator.fresh(Protocol.NVME_TCP, WEB, new Generation(2), UNIQUE);
        assertThat(Initiator.parse(nvme.value().toUpperCase(Locale.ROOT))).isEqualTo(nvme);
    }

    @Test
    void parse_keepsWhatItDoesNotKnow_sinceItMayReachAVolumeJustAsWell() {
        assertThat(Initiator.parse("50:01:43:80:12:34:56:AB"))
                .isEqualTo(new ForeignInitiator("50:01:43:80:12:34:56:ab"))
                .isInstanceOf(ForeignInitiator.class);
        assertThat(Initiator.parse("iqn.1991-05.com.microsoft:host_1")).isInstanceOf(ForeignInitiator.class);
        assertThat(Initiator.parse("iqn." + "a".repeat(300))).isInstanceOf(ForeignInitiator.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\n"})
    void parse_isRefused_whenThereIsNoName(String blank) {
        assertThatIllegalArgumentException().isThrownBy(() -> Initiator.parse(blank));
    }

    @Test
    void parse_doesNotTakeANameWithALineBreakForOurs() {
        Initiator ours = Initiator.fresh(Protocol.ISCSI, WEB, new Generation(2), UNIQUE);
        assertThat(Initiator.parse(ours.value() + "\n")).isNotEqualTo(ours);
        assertThat(Initiator.parse(ours.value() + "\n").generationFor(WEB)).isEmpty();
    }
}
