package io.github.outpostrecovery.cli.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.outpostrecovery.cli.prompt.Answers;
import io.github.outpostrecovery.core.name.VolumeName;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a person types, for each kind of array. */
class LaunchDialogueTest {
    /** The first questions, up to the array. */
    private static List<String> account(String vendor, String protocol) {
        return List.of(
                vendor,
                protocol,
                "localboot",
                "linux",
                "web-01",
                "1",
                "ami-0a1b2c3d",
                "c6id.2xlarge",
                "",
                "",
                "",
                "",
                "");
    }

    /** The questions of an array, answered in order. */
    private static String[] whole(String vendor, String protocol) {
        List<String> all = new ArrayList<>(account(vendor, protocol));
        if (vendor.equals("generic")) {
            all.add(protocol.equals("iscsi") ? "iqn.2001-04.com.example:storage" : "nqn.2014-08.com.example:storage");
            all.add("10.1.0.8");
            if (protocol.equals("iscsi")) {
                all.add("");
            }
            all.add("");
        } else {
            all.add("array");
            if (vendor.equals("netapp")) {
                all.add("svm1");
            }
            all.add("");
            all.add("/vol/v1/boot");
            all.add("");
            if (!vendor.equals("netapp")) {
                all.add("");
            }
            all.add("");
            if (protocol.equals("iscsi")) {
                all.add("");
            }
            all.add("");
        }
        all.add("");
        all.add(protocol.equals("iscsi") ? "" : "n");
        all.add("");
        all.add("");
        all.add("");
        all.add("y");
        return all.toArray(String[]::new);
    }

    @ParameterizedTest
    @CsvSource({
        "netapp,iscsi",
        "netapp,nvme",
        "purestorage,iscsi",
        "purestorage,nvme",
        "dell,iscsi",
        "dell,nvme",
        "hpe,iscsi",
        "hpe,nvme",
        "generic,iscsi",
        "generic,nvme"
    })
    void typed_launches_andTheSavedAnswersGiveTheSamePlan(String vendor, String protocol) {
        Wizardry person = new Wizardry(vendor, protocol);
        LaunchOutcome outcome = person.typed(whole(vendor, protocol));
        assertThat(person.account.launched).as(person.screen.toString()).hasSize(1);
        assertThat(person.screen.toString()).contains("The plan. Nothing has been changed so far.");
        Answers saved = person.remembered.getFirst();
        assertThat(saved.toJson()).doesNotContain("pass-of-the-array");

        Wizardry replay = new Wizardry(vendor, protocol);
        Answers.parse(
                        saved.toJson(),
                        Arrays.stream(LaunchOption.values())
                                .map(LaunchOption::option)
                                .toList())
                .values()
                .forEach((option, values) -> replay.give(option, values.toArray(String[]::new)));
        assertThat(replay.unattended().json("")).isEqualTo(outcome.json(""));
    }

    @Test
    void typed_goesBack_andAsksOnlyWhatWasWithdrawn() {
        Wizardry person = new Wizardry("dell", "iscsi").furnished("dell", "iscsi", "sanboot", "linux");
        person.without("--instance-type").without("--ami-id").without("--instance-name");
        person.typed(
                "Web",
                "web-02",
                "<",
                "web-01",
                "ami-0a1b2c3d",
                "back",
                "ami-0a1b2c3d",
                "c6id.2xlarge",
                "",
                "",
                "",
                "",
                "",
                "",
                "",
                "",
                "",
                "",
                "",
                "",
                "",
                "",
                "",
                "",
                "",
                "",
                "",
                "",
                "",
                "",
                "",
                "y");
        assertThat(person.screen.toString()).contains("instance name \"Web\" is not legal");
        assertThat(person.account.launched.getFirst().tags()).containsEntry("Name", "web-01");
    }

    @Test
    void typed_changesNothing_whenThePlanIsDeclined() {
        Wizardry person = new Wizardry("dell", "iscsi").furnished("dell", "iscsi", "localboot", "windows");
        String[] answers = new String[40];
        Arrays.fill(answers, "");
        person.give("--proceed", "false");
        WizardException failure = catchThrowableOfType(WizardException.class, () -> person.typed(answers));
        assertThat(failure.failure()).isEqualTo(WizardFailure.DECLINED);
        assertThat(person.account.changes()).isEmpty();
    }

    @Test
    void typed_filters_whenThereAreSeventyThousandVolumes() {
        Wizardry person = new Wizardry("purestorage", "iscsi").furnished("purestorage", "iscsi", "localboot", "linux");
        person.without("--volume-name");
        for (int number = 1; number <= 70_000; number++) {
            person.account.array.volume("vol-" + number);
        }
        person.typed(
                "",
                "",
                "",
                "",
                "",
                "",
                "",
                "more",
                "no such",
                "ol-6999",
                "vol-69990",
                "",
                "",
                "",
                "",
                "",
                "",
                "",
                "",
                "",
                "",
                "",
                "",
                "");
        assertThat(person.account.array.maps.values().iterator().next()).containsOnlyKeys(new VolumeName("vol-69990"));
        assertThat(person.screen.toString().lines().count()).isLessThan(250);
        assertThat(person.screen.toString()).contains("1 to 40 of 70,003", "1 to 11 of 11 (of 70,003)");
    }

    @Test
    void typed_showsNothingThatMovesTheCursor_whenTheArrayNamesIt() {
        Wizardry person = new Wizardry("dell", "iscsi").furnished("dell", "iscsi", "localboot", "linux");
        person.account.array.hosts.put("evil\u001b[2J\nhost", new java.util.HashSet<>());
        String[] answers = new String[40];
        Arrays.fill(answers, "");
        person.typed(answers);
        assertThat(person.screen.toString()).doesNotContain("\u001b");
    }

    @Test
    void typed_givesUp_whenTheInputEnds() {
        Wizardry person = new Wizardry("dell", "iscsi").furnished("dell", "iscsi", "localboot", "linux");
        assertThat(catchThrowableOfType(
                        io.github.outpostrecovery.cli.prompt.MissingAnswersException.class, () -> person.typed("")))
                .isNotNull();
        assertThat(person.account.changes()).isEmpty();
    }
}
